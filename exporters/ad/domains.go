package ad

import (
	"context"

	"rejoin/internal/ldap"
)

const domainsTable = "ad_domains"

// domains are the forest's domains, from its cross-references, and the UPN suffixes that were added to them.
func domains() table { return table{name: domainsTable, filter: isDomain, read: readDomains} }

// isDomain matches the cross-reference of a domain of this forest: it has both bits, FLAG_CR_NTDS_NC and FLAG_CR_NTDS_DOMAIN
// (MS-ADTS, 6.1.1.2.1.1).
const isDomain = "(&(objectClass=crossRef)(systemFlags:1.2.840.113556.1.4.803:=3))"

func readDomains(ctx context.Context, e *export, row *rowMaker, write func([]string) error) error {
	partitions := "CN=Partitions," + e.source.Configuration
	search := ldap.Search{Base: partitions, Scope: ldap.OneDown, Filter: isDomain, Attributes: []string{"dnsRoot", "nETBIOSName", "nCName"}}
	err := e.conn.Each(ctx, search, func(entry ldap.Entry) error {
		// Only the controller's own domain is at hand; of the others it does not hold the SID.
		head, err := e.conn.Read(ctx, entry.Text("nCName"), "objectSid")
		if err != nil && ldap.IsLost(err) {
			return err
		}
		values := map[string][][]byte{"name": entry.Values("dnsRoot"), "nETBIOSName": entry.Values("nETBIOSName")}
		if err == nil {
			values["objectSid"] = head.Values("objectSid")
		}
		return write(row.cellsOf(values, "false"))
	})
	if err != nil {
		return err
	}
	entry, err := e.conn.Read(ctx, partitions, "uPNSuffixes")
	if err != nil {
		return err
	}
	for _, suffix := range entry.Values("uPNSuffixes") {
		if err := write(row.cellsOf(map[string][][]byte{"name": {suffix}}, "true")); err != nil {
			return err
		}
	}
	return nil
}
