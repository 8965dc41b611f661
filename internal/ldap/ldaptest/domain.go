package ldaptest

// NewDomain makes a server with the containers that every domain has, the reader's account, and a schema of the given attributes.
// Exchange is the version of Exchange's schema; empty: the schema was never extended.
func NewDomain(attributes []string, exchange, account, password string) *Server {
	s := &Server{Passwords: map[string]string{account: password}, Schema: append([]string{"objectClass", "uSNChanged", "isDeleted", "invocationId", "rangeUpper",
		"lDAPDisplayName", "uPNSuffixes", "nCName", "dnsRoot", "systemFlags", "objectCategory"}, attributes...)}
	s.prepare()
	configuration := "CN=Configuration," + s.Base
	schema := "CN=Schema," + configuration
	s.Add(
		&Entry{s.Base, []Attribute{Attr("objectClass", "domainDNS"), Attr("objectSid", SID(1000, 2000, 3000))}},
		&Entry{"CN=Deleted Objects," + s.Base, []Attribute{Attr("objectClass", "container"), Attr("isDeleted", "TRUE")}},
		&Entry{configuration, nil}, &Entry{schema, nil},
		&Entry{s.Server, []Attribute{Attr("invocationId", "sixteen bytes id")}},
		&Entry{"CN=Partitions," + configuration, []Attribute{Attr("uPNSuffixes", "fabrikam.example")}},
		&Entry{"CN=CONTOSO,CN=Partitions," + configuration, []Attribute{Attr("objectClass", "crossRef"), Attr("systemFlags", "3"),
			Attr("dnsRoot", "contoso.example"), Attr("nETBIOSName", "CONTOSO"), Attr("nCName", s.Base)}},
		&Entry{"CN=Schema Reference,CN=Partitions," + configuration, []Attribute{Attr("objectClass", "crossRef"), Attr("systemFlags", "1"), Attr("nCName", schema)}},
	)
	for _, name := range attributes {
		s.Add(&Entry{"CN=" + name + "," + schema, []Attribute{Attr("objectClass", "attributeSchema"), Attr("lDAPDisplayName", name)}})
	}
	if exchange != "" {
		s.Add(&Entry{"CN=ms-Exch-Schema-Version-Pt," + schema, []Attribute{Attr("rangeUpper", exchange)}})
	}
	return s
}

// User is a user object with further attributes.
func User(name string, attributes ...Attribute) *Entry {
	return &Entry{name, append([]Attribute{Attr("objectClass", "top", "person", "organizationalPerson", "user"), Attr("objectCategory", "person")}, attributes...)}
}

// Group is a group object with further attributes.
func Group(name string, attributes ...Attribute) *Entry {
	return &Entry{name, append([]Attribute{Attr("objectClass", "top", "group"), Attr("objectCategory", "group")}, attributes...)}
}

// Contact is a contact object with further attributes.
func Contact(name string, attributes ...Attribute) *Entry {
	return &Entry{name, append([]Attribute{Attr("objectClass", "top", "person", "organizationalPerson", "contact"), Attr("objectCategory", "person")}, attributes...)}
}

// SID is the bytes of the security identifier S-1-5-21-… with the given parts behind the 21 (MS-DTYP, 2.4.2.2).
func SID(parts ...uint32) string {
	raw := []byte{1, byte(1 + len(parts)), 0, 0, 0, 0, 0, 5, 21, 0, 0, 0}
	for _, part := range parts {
		raw = append(raw, byte(part), byte(part>>8), byte(part>>16), byte(part>>24))
	}
	return string(raw)
}
