package directory

// AcceptedDomain is one row of exo_accepted_domains.
type AcceptedDomain struct {
	DomainName          string `csv:"DomainName" kind:"text" also:"Name,Accepted domain" ask:""`
	DomainType          string `csv:"DomainType" kind:"text" also:"Domain type" ask:""`
	Default             Bool   `csv:"Default" kind:"boolean" ask:""`
	InitialDomain       Bool   `csv:"InitialDomain" kind:"boolean" ask:""`
	IsCoexistenceDomain Bool   `csv:"IsCoexistenceDomain" kind:"boolean" ask:""`
	MatchSubDomains     Bool   `csv:"MatchSubDomains" kind:"boolean" ask:""`
	AuthenticationType  string `csv:"AuthenticationType" kind:"text"`
	Lossy               List   `csv:"_lossy" kind:"list"`
}

// ExchangeOrganization is the one row of exo_organization.
type ExchangeOrganization struct {
	GUID                   GUID   `csv:"Guid" kind:"guid" ask:""`
	Name                   string `csv:"Name" kind:"text" ask:""`
	DisplayName            string `csv:"DisplayName" kind:"name"`
	IsDehydrated           Bool   `csv:"IsDehydrated" kind:"boolean"`
	PublicFoldersEnabled   string `csv:"PublicFoldersEnabled" kind:"text"`
	AutoExpandingArchive   Bool   `csv:"AutoExpandingArchiveEnabled" kind:"boolean"`
	InPlaceHolds           List   `csv:"InPlaceHolds" kind:"list" ask:""`
	CloudManagedByDefault  Bool   `csv:"ExchangeAttributesCloudManagedByDefault" kind:"boolean"`
	HiddenMembershipGroups Bool   `csv:"HiddenMembershipGroupsCreationEnabled" kind:"boolean"`
	Lossy                  List   `csv:"_lossy" kind:"list"`
}
