package directory

// Addresses is a list of proxy addresses, in the order of its source, which means nothing. Empty: there are none.
type Addresses []Address

// ParseAddresses reads the snapshot's form: entries joined with ';'.
func ParseAddresses(text string) Addresses {
	entries := splitList(text)
	if entries == nil {
		return nil
	}
	all := make(Addresses, len(entries))
	for i, entry := range entries {
		all[i] = ParseAddress(entry)
	}
	return all
}

// Primary is the value of the only primary SMTP address; empty when there is none, or more than one.
func (a Addresses) Primary() string {
	primary, n := "", 0
	for _, one := range a {
		if one.Type == "SMTP" && one.Primary {
			primary = one.Value
			n++
		}
	}
	if n != 1 {
		return ""
	}
	return primary
}

// SMTP lists the values of the SMTP addresses.
func (a Addresses) SMTP() []string { return a.OfType("SMTP") }

// OfType lists the values of the addresses of one type, which is in capitals.
func (a Addresses) OfType(kind string) []string {
	var values []string
	for _, one := range a {
		if one.Type == kind {
			values = append(values, one.Value)
		}
	}
	return values
}

// Has says whether the list holds an address of that type and value, without regard to letter case.
func (a Addresses) Has(kind, value string) bool {
	folded := Fold(value)
	for _, one := range a {
		if one.Type == kind && Fold(one.Value) == folded {
			return true
		}
	}
	return false
}

// MarshalCSV joins the entries with ';'.
func (a Addresses) MarshalCSV() (string, error) {
	entries := make([]string, len(a))
	for i, one := range a {
		entries[i] = one.String()
	}
	return joinList(entries), nil
}

// UnmarshalCSV is ParseAddresses.
func (a *Addresses) UnmarshalCSV(text string) error {
	*a = ParseAddresses(text)
	return nil
}
