package main

// policyStarter is what rejoin policy init writes: every key of a policy file, explained, with an example behind a #. As it stands it
// says nothing.
const policyStarter = `# What this organisation wants and tolerates. Take the # away from what holds here.
# What is not said here is not guessed: the rules that need it are not evaluated.

# Which column of ad_users is the source anchor, for each forest. Without this, whichever of mS-DS-ConsistencyGuid and objectGUID
# matches more users where the two differ.
#source-anchor:
#  contoso.example: mS-DS-ConsistencyGuid

# Further columns by which an AD user and an Entra user may be joined, where the value is unique on both sides.
#join-keys:
#  - ad: employeeID
#    entra: employeeId

# The UPN suffix that is wanted. The longest OU that fits holds, then the forest, then an entry with neither.
#upn-suffixes:
#  - forest: contoso.example
#    suffix: contoso.example
#  - ou: OU=Fabrikam,DC=contoso,DC=example
#    suffix: fabrikam.example

# The domain by which mail reaches Exchange Online. Without this, the only domain of the tenant that ends in .mail.onmicrosoft.com.
#routing-domain: contoso.mail.onmicrosoft.com

# Whether Exchange runs on-premises, or its attributes are kept there. With false, rules about remote mailboxes are not evaluated.
#exchange-on-premises: true

# The column of ad_users that people sign in with instead of the UPN.
#alternate-login-id: mail

# Mailboxes may be moved out of Exchange Online: GUIDs that this needs become more important.
#offboarding: false

# Who has left, and who is only on legal or parental leave. People are named by ou (the unit and everything below), by attribute with
# or without equals, by group (direct members), by who (UPN, address, GUID, account name) or by list, a CSV file beside this one with
# a column UserPrincipalName. What stands in one entry must all hold; of several entries one is enough.
#leavers:
#  who:
#    - ou: OU=Leavers,DC=contoso,DC=example
#    - attribute: employeeType
#      equals: leaver
#  on-leave:
#    - group: CN=Parental Leave,OU=Groups,DC=contoso,DC=example

# Who must be on litigation hold. A list may have the columns LitigationHoldDuration (days, or unlimited) and LitigationHoldOwner; where
# they are empty, the entry's own duration-days and owner hold. A list has an entry of its own. A name goes before a group or a unit.
#litigation-hold:
#  - group: CN=Executives,OU=Groups,DC=contoso,DC=example
#    duration-days: 2555
#    owner: legal@contoso.example
#  - list: holds.csv

# Accounts of services: no UPN suffix is wanted for them, and no cloud twin is looked for.
#service-accounts:
#  - ou: OU=Services,DC=contoso,DC=example

# Who is not synchronized on purpose.
#out-of-scope:
#  - ou: OU=Test,DC=contoso,DC=example

# Whose mailbox GUID a synchronization rule empties on purpose: true for everybody, or people as above.
#guids-nulled-on-purpose: false

# Whom no plan may touch: break-glass accounts, the board. Holders of directory roles are never touched.
#protected:
#  - who: [breakglass1@contoso.onmicrosoft.com]

# Rooms may be hidden from address lists on one side only.
#hidden-rooms: false

# Domains that a targetAddress may lead to, besides the routing and the initial domain.
#target-domains:
#  - mail.partner.example

# Who must be a member of which group.
#onboarding-groups:
#  - group: CN=Cloud Users,OU=Groups,DC=contoso,DC=example
#    who:
#      - ou: OU=People,DC=contoso,DC=example

# Domains that count as inside when a leaver's mail is forwarded to them, besides the accepted domains.
#internal-domains:
#  - subsidiary.example

# Other severities: critical, high, medium, low or info.
#severities:
#  ADR005: low

# The share of people at which a rule's findings become one systemic finding.
#systemic-share: 5%

# Findings that somebody has accepted, until a day. Without who, for everybody.
#accepted:
#  - rule: MBX002
#    who: ada@contoso.example
#    owner: ops@contoso.example
#    reason: moved back on-premises in spring
#    expires: 2027-03-31
`
