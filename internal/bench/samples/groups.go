package main

import (
	"fmt"
	"strconv"
	"strings"
)

// groups adds the groups and contacts of Active Directory and what synchronization made of them.
func (c *contoso) groups() {
	for i, name := range []string{"Sales", "Logistics", "Board", "Everyone in Graz", "Mailbox Migration", "VPN Users"} {
		mailEnabled := i < 4
		local := strings.ToLower(strings.ReplaceAll(name, " ", "."))
		ad := record{
			"objectGUID": guid("group " + name), "objectSid": sid(contosoSID, 1150+i), "groupType": "-2147483640",
			"sAMAccountName": name, "displayName": name, "distinguishedName": "CN=" + name + ",OU=Groups,DC=contoso,DC=example",
			"member": c.members(i), "whenChanged": daysAgo(40 + i), "forest": contosoDomain,
		}
		entra := record{
			"id": guid("cloud group " + name), "onPremisesSecurityIdentifier": sid(contosoSID, 1150+i), "onPremisesSyncEnabled": "true",
			"displayName": name, "mailNickname": local, "mailEnabled": yesNo(mailEnabled), "securityEnabled": "true",
			"onPremisesSamAccountName": name, "onPremisesDomainName": contosoDomain, "createdDateTime": daysAgo(1000 + i),
		}
		if mailEnabled {
			address := local + "@" + contosoDomain
			ad = ad.with(record{"mail": address, "proxyAddresses": "SMTP:" + address, "mailNickname": local, "msExchRecipientTypeDetails": "1024",
				"legacyExchangeDN": "/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=" + local})
			entra = entra.with(record{"mail": address, "proxyAddresses": "SMTP:" + address})
			c.add("exo_recipients", record{
				"ExternalDirectoryObjectId": entra["id"], "Guid": guid("recipient " + name), "PrimarySmtpAddress": address,
				"EmailAddresses": "SMTP:" + address, "RecipientType": "MailUniversalSecurityGroup", "RecipientTypeDetails": "MailUniversalSecurityGroup",
				"Alias": local, "DisplayName": name, "Identity": name, "IsDirSynced": "true", "HiddenFromAddressListsEnabled": "false",
			})
		}
		c.add("ad_groups", ad)
		c.add("entra_groups", entra)
	}
	c.add("entra_groups", record{
		"id": guid("cloud group licences"), "displayName": "Licences: Microsoft 365 E3", "mailNickname": "licences-e3", "mailEnabled": "false",
		"securityEnabled": "true", "groupTypes": "DynamicMembership", "membershipRule": `user.usageLocation -eq "AT"`, "createdDateTime": daysAgo(700),
	})
	c.onboarding()
	c.contacts()
}

// onboarding is the group that the policy wants starters in.
func (c *contoso) onboarding() {
	c.add("ad_groups", record{
		"objectGUID": guid("group Onboarding"), "objectSid": sid(contosoSID, 1190), "groupType": "-2147483646", "sAMAccountName": "Onboarding",
		"displayName": "Onboarding", "distinguishedName": "CN=Onboarding,OU=Groups,DC=contoso,DC=example",
		"member": c.starters[1].ad["distinguishedName"], "whenChanged": daysAgo(2), "forest": contosoDomain,
	})
}

// members are the distinguished names of some people in good order.
func (c *contoso) members(group int) string {
	var names []string
	for i := group; i < 40; i += 5 {
		names = append(names, c.people[i].ad["distinguishedName"])
	}
	return strings.Join(names, ";")
}

func (c *contoso) contacts() {
	for i, name := range []string{"Agnès Lefèvre (Northwind)", "Piet O'Brien (Northwind)"} {
		address := fmt.Sprintf("contact%d@northwind.example", i+1)
		local := "contact" + strconv.Itoa(i+1)
		c.add("ad_contacts", record{
			"objectGUID": guid("contact " + name), "mail": address, "targetAddress": "SMTP:" + address, "proxyAddresses": "SMTP:" + address,
			"mailNickname": local, "displayName": name, "distinguishedName": "CN=" + name + ",OU=Contacts,DC=contoso,DC=example",
			"msExchRecipientTypeDetails": "64", "whenChanged": daysAgo(300 + i), "forest": contosoDomain,
		})
		c.add("entra_contacts", record{
			"id": guid("cloud contact " + name), "mail": address, "onPremisesSyncEnabled": "true", "proxyAddresses": "SMTP:" + address,
			"displayName": name, "mailNickname": local,
		})
		c.add("exo_recipients", record{
			"ExternalDirectoryObjectId": guid("cloud contact " + name), "Guid": guid("recipient " + name), "PrimarySmtpAddress": address,
			"EmailAddresses": "SMTP:" + address, "ExternalEmailAddress": "SMTP:" + address, "RecipientType": "MailContact",
			"RecipientTypeDetails": "MailContact", "Alias": local, "DisplayName": name, "Identity": name, "IsDirSynced": "true",
			"HiddenFromAddressListsEnabled": "false",
		})
	}
}
