package ldap

import (
	"context"
	"strconv"
	"strings"
	"time"

	goldap "github.com/go-ldap/ldap/v3"
)

// RootDSE is what a domain controller says about itself (MS-ADTS, 3.1.1.3.2).
type RootDSE struct {
	Host                string // the controller's full DNS name
	Server              string // dsServiceName: the distinguished name of its NTDS settings
	Base                string // its domain's naming context
	RootDomain          string // the naming context of the forest's root domain
	Configuration       string // the naming context of the forest's configuration
	Schema              string // the naming context of the schema
	HighestCommittedUSN int64  // the number of the controller's latest change; 0: it does not say
	Time                time.Time
}

var rootAttributes = []string{"dnsHostName", "dsServiceName", "defaultNamingContext", "rootDomainNamingContext", "configurationNamingContext",
	"schemaNamingContext", "highestCommittedUSN", "currentTime"}

// RootDSE asks the server about itself, and pins it: a connection that has to be opened again must find the same server.
func (c *Conn) RootDSE(ctx context.Context) (*RootDSE, error) {
	var dse *RootDSE
	err := c.ask(ctx, "reading the root DSE", func(conn *goldap.Conn) (err error) {
		dse, err = readRootDSE(conn)
		return err
	})
	if err != nil {
		return nil, err
	}
	if dse.Base == "" || dse.Schema == "" {
		return nil, &Error{Doing: "reading the root DSE", Problem: "the server is no Active Directory domain controller: it names no domain and no schema",
			Hint: "check --url"}
	}
	c.mu.Lock()
	c.server = dse.Server
	c.mu.Unlock()
	return dse, nil
}

func readRootDSE(conn *goldap.Conn) (*RootDSE, error) {
	request := goldap.NewSearchRequest("", goldap.ScopeBaseObject, goldap.NeverDerefAliases, 0, 0, false, "(objectClass=*)", rootAttributes, nil)
	result, err := conn.Search(request)
	if err != nil {
		return nil, err
	}
	if len(result.Entries) != 1 {
		return nil, &Error{Doing: "reading the root DSE", Problem: "the server does not say what it is", Hint: "check --url"}
	}
	entry := Entry{result.Entries[0]}
	dse := &RootDSE{
		Host: entry.Text("dnsHostName"), Server: entry.Text("dsServiceName"), Base: entry.Text("defaultNamingContext"),
		RootDomain: entry.Text("rootDomainNamingContext"), Configuration: entry.Text("configurationNamingContext"),
		Schema: entry.Text("schemaNamingContext"),
	}
	dse.HighestCommittedUSN, _ = strconv.ParseInt(entry.Text("highestCommittedUSN"), 10, 64)
	dse.Time, _ = ParseTime(entry.Text("currentTime"))
	return dse, nil
}

// ParseTime reads a GeneralizedTime as Active Directory writes it, such as 20261102060000.0Z.
func ParseTime(text string) (time.Time, error) {
	return time.Parse("20060102150405Z0700", text)
}

// DNSName is the DNS name of a naming context: DC=contoso,DC=example is contoso.example.
func DNSName(context string) string {
	var labels []string
	for part := range strings.SplitSeq(context, ",") {
		if _, label, ok := strings.Cut(part, "="); ok {
			labels = append(labels, strings.ToLower(label))
		}
	}
	return strings.Join(labels, ".")
}
