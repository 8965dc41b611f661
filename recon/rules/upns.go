package rules

import "strings"

// localPart is what stands before the last @ of an address or UPN.
func localPart(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address
	}
	return address[:at]
}
