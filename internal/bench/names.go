package bench

// Name is a given name or a surname: how people write it, and how an address spells it.
type Name struct{ Written, Spelled string }

// GivenNames are the given names that invented people have.
var GivenNames = []Name{
	{"Aino", "aino"}, {"Björn", "bjorn"}, {"Chloé", "chloe"}, {"Dagmar", "dagmar"}, {"Émile", "emile"}, {"Fatima", "fatima"},
	{"Grace", "grace"}, {"Henrik", "henrik"}, {"Ines", "ines"}, {"Jörg", "joerg"}, {"Keiko", "keiko"}, {"Łukasz", "lukasz"},
	{"Maria", "maria"}, {"Nuño", "nuno"}, {"Olga", "olga"}, {"Pádraig", "padraig"}, {"Rahel", "rahel"}, {"Søren", "soren"},
	{"Tomas", "tomas"}, {"Uma", "uma"}, {"Vera", "vera"}, {"Wim", "wim"}, {"Yara", "yara"}, {"Željko", "zeljko"},
}

// Surnames are their surnames, as many as there are given names.
var Surnames = []Name{
	{"Almeida", "almeida"}, {"Bäcker", "baecker"}, {"Costa", "costa"}, {"D'Angelo", "dangelo"}, {"Eklund", "eklund"},
	{"Fontaine", "fontaine"}, {"Götz", "goetz"}, {"Haddad", "haddad"}, {"Ito", "ito"}, {"Jensen", "jensen"}, {"Kovács", "kovacs"},
	{"Lefèvre", "lefevre"}, {"Müller", "mueller"}, {"Nowak", "nowak"}, {"O'Connor", "oconnor"}, {"Peña", "pena"},
	{"Quist", "quist"}, {"Ruiz", "ruiz"}, {"Şahin", "sahin"}, {"Tran", "tran"}, {"van der Berg", "vanderberg"}, {"Weiß", "weiss"},
	{"Young", "young"}, {"Zhang", "zhang"},
}

var departments = []string{
	"Accounts Payable", "Customer Care", "Engineering", "Facilities", "Human Resources", "Information Technology", "Legal",
	"Logistics, North", "Logistics, South", "Marketing", "Quality", "Sales",
}

var jobTitles = []string{
	"Adviser", "Analyst", "Architect", "Assistant", "Controller", "Developer", "Head of Unit", "Planner", "Team Lead", "Technician",
}

var offices = []string{"Bergen", "Cork", "Dresden", "Graz", "Kyoto", "Leuven", "Nantes", "Porto"}

// userDomains are the verified domains that people's addresses are in; the first is the largest.
var userDomains = []string{"contoso.example", "contoso.example", "emea.contoso.example", "fabrikam.example"}

// The two forests: accounts and most mailboxes in the first, a resource forest with linked mailboxes as the second.
const (
	accountForest  = "contoso.example"
	resourceForest = "fabrikam.example"

	initialDomain = "contoso.onmicrosoft.com"
	routingDomain = "contoso.mail.onmicrosoft.com"

	accountDomainSID  = "S-1-5-21-1417001333-3206491187-2581930044-"
	resourceDomainSID = "S-1-5-21-2084457720-1190266345-3920114867-"
)
