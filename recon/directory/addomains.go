package directory

// ADDomain is one row of ad_domains: a domain of the forest, or a UPN suffix that was added to it (uPNSuffixes).
type ADDomain struct {
	Name        string `csv:"name" kind:"text" also:"DNSRoot,DnsName,Domain" ask:""`
	NetBIOSName string `csv:"nETBIOSName" kind:"text" also:"NetBIOSName" ask:""`
	DomainSID   SID    `csv:"objectSid" kind:"sid" also:"DomainSID,SID" ask:""`
	SuffixOnly  Bool   `csv:"suffixOnly" kind:"boolean"`
	Forest      string `csv:"forest" kind:"text" ask:""`
	Lossy       List   `csv:"_lossy" kind:"list"`
}
