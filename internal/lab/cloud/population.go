package main

import (
	"crypto/sha1"
	"encoding/csv"
	"os"
	"strconv"
	"strings"

	"rejoin/recon/directory"
)

const (
	tenantDomain  = "contoso.onmicrosoft.com"
	routingDomain = "contoso.mail.onmicrosoft.com"
	organisation  = "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn="
)

// cloud is what the tenant holds.
type cloud struct {
	at        directory.Time
	kinds     map[string]string // sAMAccountName → what kind of object the lab made it
	owner     map[string]bool   // addresses that somebody has: Entra ID gives none twice
	users     []directory.EntraUser
	mailboxes []directory.Mailbox
}

// readKinds reads the lab's table of objects and defects.
func readKinds(path string) (map[string]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, err
	}
	kinds := map[string]string{}
	for _, row := range rows[1:] {
		kinds[row[0]] = row[1]
	}
	return kinds, nil
}

// add synchronizes one user. Objects that the lab did not load stay at home.
func (c *cloud) add(u *directory.ADUser) {
	kind, ours := c.kinds[u.SAMAccountName]
	if !ours {
		return
	}
	number, _ := strconv.Atoi(strings.TrimLeft(strings.TrimPrefix(u.SAMAccountName, "u"), "0")) // u000000 is number 0
	user := directory.EntraUser{
		ID: made("entra", number), ImmutableID: directory.ImmutableID(c.anchor(u, number).ImmutableID()), OnPremisesSecurityIdentifier: u.ObjectSID,
		UserPrincipalName: c.upn(u), Mail: u.Mail, OnPremisesSyncEnabled: directory.True, AccountEnabled: boolean(!u.Disabled()), UserType: "Member",
		OnPremisesLastSyncDateTime: c.at, DisplayName: u.DisplayName, OnPremisesUserPrincipalName: u.UserPrincipalName,
		OnPremisesDistinguishedName: u.DistinguishedName, OnPremisesDomainName: "corp.lab.test", OnPremisesSAMAccountName: u.SAMAccountName,
		OnPremisesObjectIdentifier: u.ObjectGUID.String(), MailNickname: u.MailNickname, GivenName: u.GivenName, Surname: u.Surname,
		Department: u.Department, EmployeeID: u.EmployeeID, JobTitle: u.Title, CompanyName: u.Company,
	}
	user.ProxyAddresses = c.addresses(u)
	if details := mailboxType(kind, u); details != "" {
		c.mailboxes = append(c.mailboxes, c.mailbox(u, &user, details, number))
	}
	c.users = append(c.users, user)
}

// anchor is the source anchor that the user was first synchronized with: what AD holds there now may be another one.
func (c *cloud) anchor(u *directory.ADUser, number int) directory.GUID {
	if u.ConsistencyGUID.IsZero() {
		return u.ObjectGUID
	}
	return made("anchor", number)
}

// upn is AD's, where its suffix is a verified domain; else Entra ID puts the tenant's own domain in its place.
func (c *cloud) upn(u *directory.ADUser) string {
	name, domain := directory.SplitUPN(u.UserPrincipalName)
	if isVerified(domain) {
		return u.UserPrincipalName
	}
	return name + "@" + tenantDomain
}

// addresses are AD's, without those that Entra ID refuses: with spaces, without a verified domain, somebody else's. Of several
// primary ones the first stays.
func (c *cloud) addresses(u *directory.ADUser) directory.Addresses {
	var all directory.Addresses
	primary := false
	for _, address := range u.ProxyAddresses {
		if address.IsSMTP() {
			if strings.ContainsAny(address.Value, " ") || !isVerified(directory.Domain(address.Value)) || c.owner[directory.Fold(address.Value)] {
				continue
			}
			c.owner[directory.Fold(address.Value)] = true
			address.Primary = address.Primary && !primary
			primary = primary || address.Primary
		}
		all = append(all, address)
	}
	if !primary && u.Mail != "" {
		for i := range all {
			if all[i].IsSMTP() && directory.Fold(all[i].Value) == directory.Fold(u.Mail) {
				all[i].Primary = true
			}
		}
	}
	return all
}

// mailboxType is the type of the mailbox that the person has in the cloud; empty: none.
func mailboxType(kind string, u *directory.ADUser) string {
	switch {
	case strings.HasPrefix(kind, "remote-user"), kind == "leaver" && u.RemoteRecipientType != 0:
		return "UserMailbox"
	case kind == "remote-shared":
		return "SharedMailbox"
	case kind == "remote-room":
		return "RoomMailbox"
	case kind == "remote-equipment":
		return "EquipmentMailbox"
	}
	return ""
}

func (c *cloud) mailbox(u *directory.ADUser, user *directory.EntraUser, details string, number int) directory.Mailbox {
	alias, _ := directory.SplitUPN(user.UserPrincipalName)
	routing := directory.Address{Type: "SMTP", Value: alias + "@" + routingDomain}
	addresses := append(directory.Addresses(nil), user.ProxyAddresses...)
	if !addresses.Has("SMTP", routing.Value) {
		addresses = append(addresses, routing)
	}
	mailbox := directory.Mailbox{
		ExternalDirectoryObjectID: user.ID, ExchangeGUID: made("mailbox", number), UserPrincipalName: user.UserPrincipalName,
		PrimarySMTPAddress: addresses.Primary(), LegacyExchangeDN: organisation + made("mailbox", number).String(), IsDirSynced: directory.True,
		RecipientTypeDetails: details, RecipientType: "UserMailbox", EmailAddresses: addresses, Alias: alias, DisplayName: u.DisplayName,
		HiddenFromAddressLists: u.HideFromAddressLists, AccountDisabled: boolean(u.Disabled()), IsExchangeCloudManaged: directory.False,
	}
	if mailbox.HiddenFromAddressLists == directory.Unset {
		mailbox.HiddenFromAddressLists = directory.False
	}
	if !u.ArchiveGUID.IsZero() {
		mailbox.ArchiveGUID, mailbox.ArchiveStatus = made("archive", number), "Active"
	}
	return mailbox
}

func isVerified(domain string) bool {
	switch directory.Fold(domain) {
	case "contoso.com", "fabrikam.com", tenantDomain, routingDomain:
		return true
	}
	return false
}

func boolean(value bool) directory.Bool {
	if value {
		return directory.True
	}
	return directory.False
}

// made is a GUID by kind and number: version 5 (RFC 9562) in the namespace that population.py uses, so that both sides agree.
func made(kind string, number int) directory.GUID {
	namespace := []byte{0x7c, 0x9f, 0x4a, 0x0e, 0x2d, 0x53, 0x5a, 0x6b, 0x9a, 0x64, 0x0f, 0x7d, 0x6d, 0x1b, 0x3e, 0x42}
	sum := sha1.Sum(append(namespace, kind+":"+strconv.Itoa(number)...))
	var g directory.GUID
	copy(g[:], sum[:16])
	g[6], g[8] = g[6]&0x0f|0x50, g[8]&0x3f|0x80
	return g.Swapped()
}
