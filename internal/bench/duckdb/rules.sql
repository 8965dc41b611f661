-- What rejoin recon does with its rules, as far as SQL says it well: the joins of join.sql that identifiers make, and fourteen
-- rules in their plainest form. Near misses, policy, pending changes, certainty and evidence are left out, so the peer has the
-- lighter job.
CREATE TEMP TABLE ad AS
SELECT objectGUID AS guid, objectSid AS sid, msExchMasterAccountSid AS master, TRY_CAST(CASE WHEN "mS-DS-ConsistencyGuid" <> '' THEN "mS-DS-ConsistencyGuid" ELSE objectGUID END AS UUID) AS anchor,
       userPrincipalName AS upn, lower(userPrincipalName) AS lowupn, TRY_CAST(msExchMailboxGuid AS UUID) AS mailbox,
       TRY_CAST(msExchArchiveGUID AS UUID) AS archive, proxyAddresses AS addresses, targetAddress AS target, mailNickname = '' AS noalias,
       lower(split_part(split_part(proxyAddresses, 'SMTP:', 2), ';', 1)) AS prime, msExchRecipientTypeDetails AS details,
       msExchRecipientTypeDetails IN ('2147483648','34359738368','8589934592','17179869184') AS remote,
       msExchHideFromAddressLists = 'true' AS hidden, TRY_CAST(userAccountControl AS BIGINT) & 2 <> 0 AS disabled,
       split_part(lower(userPrincipalName), '@', 2) IN ('contoso.example','emea.contoso.example','fabrikam.example') AS verified,
       NOT (ends_with(lower(targetAddress), '@contoso.mail.onmicrosoft.com') OR ends_with(lower(targetAddress), '@contoso.onmicrosoft.com')) AS badtarget
FROM read_csv('{dir}/ad_users.csv', header=true, delim=',', quote='"', escape='"', all_varchar=true, nullstr='\N', strict_mode=true);

CREATE TEMP TABLE entra AS
SELECT id AS guid, TRY_CAST(id AS UUID) AS id, onPremisesSyncEnabled = 'true' AS synced, userPrincipalName AS upn, lower(userPrincipalName) AS lowupn,
       accountEnabled = 'true' AS enabled, onPremisesImmutableId AS immutable, proxyAddresses AS addresses,
       ends_with(lower(userPrincipalName), '.onmicrosoft.com') AS initial,
       CASE WHEN length(raw) = 32 THEN TRY_CAST(
         substr(raw,7,2)||substr(raw,5,2)||substr(raw,3,2)||substr(raw,1,2)||substr(raw,11,2)||substr(raw,9,2)||substr(raw,15,2)||substr(raw,13,2)||substr(raw,17) AS UUID) END AS anchor
FROM (SELECT *, CASE WHEN length(onPremisesImmutableId) = 24 THEN hex(from_base64(onPremisesImmutableId)) ELSE '' END AS raw
      FROM read_csv('{dir}/entra_users.csv', header=true, delim=',', quote='"', escape='"', all_varchar=true, nullstr='\N', strict_mode=true));

CREATE TEMP TABLE exo AS
SELECT TRY_CAST(ExternalDirectoryObjectId AS UUID) AS id, ExchangeGuid AS guid, TRY_CAST(ExchangeGuid AS UUID) AS mailbox, TRY_CAST(ArchiveGuid AS UUID) AS archive,
       lower(UserPrincipalName) AS upn, PrimarySmtpAddress AS prime, lower(PrimarySmtpAddress) AS lowprime, RecipientTypeDetails AS details,
       HiddenFromAddressListsEnabled = 'true' AS hidden, EmailAddresses AS addresses
FROM read_csv('{dir}/exo_mailboxes.csv', header=true, delim=',', quote='"', escape='"', all_varchar=true, nullstr='\N', strict_mode=true);

CREATE TEMP TABLE resource AS SELECT account.rowid AS account, object.rowid AS object FROM ad account JOIN ad object ON account.sid = object.master WHERE object.master <> '';

CREATE TEMP TABLE linked AS SELECT ad.rowid AS a, entra.rowid AS e, '' AS how FROM ad JOIN entra ON ad.anchor = entra.anchor;
CREATE TEMP TABLE byname AS
SELECT l.rid AS a, min(r.rid) AS e, 'upn' AS how FROM (SELECT rowid AS rid, lowupn FROM ad WHERE rowid NOT IN (SELECT a FROM linked)) l
JOIN (SELECT rowid AS rid, lowupn FROM entra WHERE rowid NOT IN (SELECT e FROM linked)) r ON l.lowupn = r.lowupn WHERE l.lowupn <> '' GROUP BY l.rid;
INSERT INTO linked SELECT * FROM byname;
CREATE TEMP TABLE owned AS SELECT entra.rowid AS e, exo.rowid AS x FROM entra JOIN exo ON entra.id = exo.id;

CREATE TEMP TABLE people AS
SELECT l.a, l.e, o.x, l.how, ad.remote, ad.details, exo.details AS kind, o.x IS NOT NULL AS boxed, ad.mailbox IS NULL AS noguid, ad.mailbox <> exo.mailbox AS guids,
       ad.archive IS DISTINCT FROM exo.archive AS archives, acc.verified AND entra.initial AND entra.synced AS suffix, ad.badtarget, ad.prime <> exo.lowprime AS primes,
       acc.disabled AND entra.enabled AS accounts, ad.hidden <> exo.hidden AS hiding, ad.noalias
FROM linked l LEFT JOIN resource r ON r.account = l.a JOIN ad acc ON acc.rowid = l.a JOIN ad ON ad.rowid = coalesce(r.object, l.a) JOIN entra ON entra.rowid = l.e LEFT JOIN owned o ON o.e = l.e LEFT JOIN exo ON exo.rowid = o.x;
CREATE TEMP TABLE hits AS
SELECT p.*, ad.guid AS ag, ad.upn AS aupn, ad.target, entra.guid AS eg, entra.upn AS eupn, exo.guid AS xg, exo.prime
FROM (SELECT * FROM people WHERE how <> '' OR suffix OR accounts OR (remote AND badtarget) OR (boxed AND (noalias OR NOT remote OR noguid OR guids OR archives OR primes OR hiding
      OR (details = '2147483648') <> (kind = 'UserMailbox')))) p
JOIN ad ON ad.rowid = p.a JOIN entra ON entra.rowid = p.e LEFT JOIN exo ON exo.rowid = p.x;

CREATE TEMP TABLE held AS
SELECT substr(s, 6) AS s, owner FROM (
  SELECT unnest(string_split(lower(ad.addresses), ';')) AS s, coalesce(r.account, ad.rowid) AS owner FROM ad LEFT JOIN resource r ON r.object = ad.rowid) WHERE starts_with(s, 'smtp:');
INSERT INTO held SELECT substr(s, 6), owner FROM (
  SELECT unnest(string_split(lower(entra.addresses), ';')) AS s, coalesce(l.a, 100000000 + entra.rowid) AS owner FROM entra LEFT JOIN linked l ON l.e = entra.rowid) WHERE starts_with(s, 'smtp:');

COPY (
SELECT 'missing-remote-mailbox' AS rule, ag, eg, xg, prime AS detail FROM hits WHERE boxed AND NOT remote
UNION ALL SELECT 'null-exchange-guid', ag, eg, xg, xg FROM hits WHERE boxed AND remote AND noguid
UNION ALL SELECT 'exchange-guid-differs', ag, eg, xg, xg FROM hits WHERE boxed AND remote AND guids
UNION ALL SELECT 'archive-guid-differs', ag, eg, xg, xg FROM hits WHERE boxed AND remote AND archives
UNION ALL SELECT 'recipient-type-drift', ag, eg, xg, kind FROM hits WHERE boxed AND remote AND (details = '2147483648') <> (kind = 'UserMailbox')
UNION ALL SELECT 'missing-alias', ag, eg, xg, aupn FROM hits WHERE boxed AND noalias
UNION ALL SELECT 'wrong-target-address', ag, eg, xg, target FROM hits WHERE remote AND badtarget
UNION ALL SELECT 'primary-smtp-differs', ag, eg, xg, prime FROM hits WHERE boxed AND primes
UNION ALL SELECT 'hidden-flag-differs', ag, eg, xg, '' FROM hits WHERE boxed AND hiding
UNION ALL SELECT 'wrong-upn-suffix', ag, eg, '', eupn FROM hits WHERE suffix
UNION ALL SELECT 'soft-match', ag, eg, '', how FROM hits WHERE how <> ''
UNION ALL SELECT 'disabled-on-premises-enabled-in-cloud', ag, eg, '', aupn FROM hits WHERE accounts
UNION ALL SELECT 'orphaned-hard-match', '', entra.guid, '', entra.immutable FROM entra LEFT JOIN ad ON ad.anchor = entra.anchor WHERE entra.immutable <> '' AND ad.rowid IS NULL
UNION ALL (SELECT 'duplicate-address', '', '', '', s FROM held GROUP BY s HAVING min(owner) <> max(owner))
) TO '{out}' (HEADER, DELIMITER ',');
