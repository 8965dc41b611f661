package ad

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"rejoin/internal/ldap"
)

// Check is one line of a diagnosis.
type Check struct {
	Name   string `json:"check"`
	State  State  `json:"state"`
	Finds  string `json:"finds"`
	Remedy string `json:"remedy,omitempty"` // empty: there is nothing to do
}

// State is how a check came out.
type State string

// The three states.
const (
	OK      State = "ok"
	Warning State = "warning" // the export works; something else may not
	Failed  State = "failed"
)

// Written are the attributes that repairs of mail identities write, for the check of an account's rights.
var Written = []string{"userPrincipalName", "mail", "proxyAddresses", "mailNickname", "targetAddress", "legacyExchangeDN", "mS-DS-ConsistencyGuid",
	"msExchMailboxGuid", "msExchArchiveGUID", "msExchRecipientTypeDetails", "msExchRecipientDisplayType", "msExchRemoteRecipientType",
	"msExchHideFromAddressLists", "homeMDB", "altRecipient", "deliverAndRedirect"}

// Diagnose tries out what an account can see and do. It writes nothing. It stops at the first check that the later ones depend on.
func Diagnose(ctx context.Context, settings ldap.Settings, base string, now func() time.Time) []Check {
	d := &diagnosis{}
	conn, err := ldap.Connect(ctx, settings)
	if err != nil {
		d.failed("connection", err)
		return d.checks
	}
	defer conn.Close()
	d.add("connection", OK, settings.URL+", "+conn.Secure(), "")
	d.add("sign-in", OK, signedIn(settings.Login), "")
	source, err := survey(ctx, conn)
	if err != nil {
		d.failed("directory", err)
		return d.checks
	}
	d.add("directory", OK, fmt.Sprintf("%s, domain %s of the forest %s", source.Host, ldap.DNSName(source.Base), source.Forest), "")
	scope, err := resolve(ctx, conn, source, Request{Base: base})
	if err != nil {
		d.failed("base", err)
		return d.checks
	}
	d.add("base", OK, scope.base, "")
	d.clock(source, now)
	d.schema(source)
	d.limits(ctx, conn, source)
	sample := d.sample(ctx, conn, scope)
	if sample != "" {
		d.rights(ctx, conn, source, sample)
	}
	d.deletedObjects(ctx, conn, source)
	d.dirSync(ctx, conn, source)
	return d.checks
}

type diagnosis struct{ checks []Check }

func (d *diagnosis) add(name string, state State, finds, remedy string) {
	d.checks = append(d.checks, Check{name, state, finds, remedy})
}

func (d *diagnosis) failed(name string, err error) {
	finds, remedy, _ := strings.Cut(err.Error(), "; ")
	d.add(name, Failed, finds, remedy)
}

func signedIn(login ldap.Login) string {
	switch {
	case login.Kerberos == nil:
		return login.Name + ", with a password"
	case login.Kerberos.CCache != "":
		return "the ticket's account, with Kerberos"
	}
	return login.Name + ", with Kerberos"
}

// clock compares clocks: Kerberos tolerates five minutes (RFC 4120, 8.2).
func (d *diagnosis) clock(source *Source, now func() time.Time) {
	off := now().Sub(source.Time).Round(time.Second)
	if off.Abs() > 5*time.Minute {
		d.add("clock", Warning, fmt.Sprintf("this machine's clock is %s off the domain controller's", off.Abs()), "set it; Kerberos refuses more than five minutes")
		return
	}
	d.add("clock", OK, "within five minutes of the domain controller's", "")
}

func (d *diagnosis) schema(source *Source) {
	if source.ExchangeSchema == "" {
		d.add("schema", Warning, "never extended for Exchange: most mail attributes do not exist", "expect no columns for them; extend it only with Exchange's own setup")
		return
	}
	d.add("schema", OK, "Exchange schema version "+source.ExchangeSchema, "")
}

// limits reads the domain's query policy, which not every account may see.
func (d *diagnosis) limits(ctx context.Context, conn *ldap.Conn, source *Source) {
	policy, err := conn.Read(ctx, "CN=Default Query Policy,CN=Query-Policies,CN=Directory Service,CN=Windows NT,CN=Services,"+source.Configuration, "lDAPAdminLimits")
	var limits []string
	for _, limit := range policyLimits(policy, err) {
		if strings.HasPrefix(limit, "MaxPageSize=") || strings.HasPrefix(limit, "MaxValRange=") {
			limits = append(limits, limit)
		}
	}
	if len(limits) == 0 {
		d.add("limits", OK, "not visible; the usual ones hold (1,000 objects in a page, 1,500 values)", "")
		return
	}
	slices.Sort(limits)
	d.add("limits", OK, strings.Join(limits, ", "), "")
}

func policyLimits(policy ldap.Entry, err error) []string {
	if err != nil {
		return nil
	}
	return policy.Texts("lDAPAdminLimits")
}

// sample is the first user that the account can see.
func (d *diagnosis) sample(ctx context.Context, conn *ldap.Conn, scope scope) (name string) {
	err := conn.Each(ctx, ldap.Search{Base: scope.base, Scope: ldap.Subtree, Filter: users.filter, Attributes: []string{"objectGUID"}, PageSize: 1}, func(entry ldap.Entry) error {
		name = entry.DN
		return errSeen
	})
	switch {
	case err != nil && err != errSeen:
		d.failed("users", err)
	case name == "":
		d.add("users", Warning, "the account sees no user below "+scope.base, "check --base, and the account's rights")
	default:
		d.add("users", OK, "visible, such as "+name, "")
	}
	return name
}

// rights asks the server which attributes of the sample the account may write.
func (d *diagnosis) rights(ctx context.Context, conn *ldap.Conn, source *Source, sample string) {
	may, err := conn.Writable(ctx, sample)
	if err != nil {
		d.failed("rights to write", err)
		return
	}
	var not []string
	for _, name := range Written {
		if source.known[strings.ToLower(name)] && !slices.ContainsFunc(may, func(one string) bool { return strings.EqualFold(one, name) }) {
			not = append(not, name)
		}
	}
	if len(not) == 0 {
		d.add("rights to write", OK, "every attribute that a repair writes, on "+sample, "")
		return
	}
	d.add("rights to write", Warning, "not "+strings.Join(not, ", ")+" of "+sample, "delegate them before a repair; an export needs none")
}

func (d *diagnosis) deletedObjects(ctx context.Context, conn *ldap.Conn, source *Source) {
	visible, err := seesDeleted(ctx, conn, source)
	switch {
	case err != nil:
		d.failed("deleted objects", err)
	case visible:
		d.add("deleted objects", OK, "visible", "")
	default:
		d.add("deleted objects", Warning, "none is to be seen: the account may not, or there is none", "let it list and read CN=Deleted Objects (dsacls), or export without --deleted")
	}
}

func (d *diagnosis) dirSync(ctx context.Context, conn *ldap.Conn, source *Source) {
	cookie, err := conn.ChangesFromNow(ctx, source.Base)
	switch {
	case err != nil:
		d.failed("DirSync", err)
	case cookie != nil:
		d.add("DirSync", OK, "the account may replicate directory changes", "")
	default:
		d.add("DirSync", OK, "the account may not replicate directory changes; export --since goes by uSNChanged", "")
	}
}
