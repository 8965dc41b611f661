package ldap

import (
	"os"
	"strings"

	goldap "github.com/go-ldap/ldap/v3"
	"github.com/go-ldap/ldap/v3/gssapi"
	"github.com/jcmturner/gokrb5/v8/client"
)

// Login is how to sign in: with a name and password, or with Kerberos.
type Login struct {
	Name     string    // a UPN, DOMAIN\name or distinguished name; with Kerberos the account's name without its realm
	Password string    // never printed, never written
	Kerberos *Kerberos // nil: a simple bind
}

// Kerberos is where a Kerberos login takes its secret from: a ticket cache, a keytab, or the login's password.
type Kerberos struct {
	Realm  string // empty: the default realm of Config
	Keytab string // a file; empty: none
	CCache string // a file; empty: none
	Config string // krb5.conf; empty: /etc/krb5.conf
	Host   string // the host in the service's name, ldap/HOST; empty: the host of the URL
}

func (l Login) bind(conn *goldap.Conn, host string) error {
	if l.Kerberos != nil {
		return l.kerberos(conn, host)
	}
	if l.Name == "" || l.Password == "" {
		return &Error{Doing: "signing in", Problem: "a name and a password are needed", Hint: "give --user, and the password by --password-file or REJOIN_AD_PASSWORD"}
	}
	return translate("signing in as "+l.Name, conn.Bind(l.Name, l.Password))
}

func (l Login) kerberos(conn *goldap.Conn, host string) error {
	k := l.Kerberos
	config := k.Config
	if config == "" {
		config = "/etc/krb5.conf"
	}
	if k.Host != "" {
		host = k.Host
	}
	user := l.Name
	// AD's KDC knows nothing of FAST pre-authentication without armour (RFC 6113), and refuses what asks for it.
	noFast := client.DisablePAFXFAST(true)
	var ticket *gssapi.Client
	var err error
	switch {
	case k.CCache != "":
		ticket, err = gssapi.NewClientFromCCache(strings.TrimPrefix(k.CCache, "FILE:"), config, noFast)
	case k.Keytab != "":
		ticket, err = gssapi.NewClientWithKeytab(user, k.Realm, k.Keytab, config, noFast)
	default:
		ticket, err = gssapi.NewClientWithPassword(user, k.Realm, l.Password, config, noFast)
	}
	if err != nil {
		return badKerberos(config, err)
	}
	defer ticket.Close()
	err = conn.GSSAPIBind(ticket, "ldap/"+host, "")
	if _, isLDAP := asLDAP(err); isLDAP {
		return translate("signing in with Kerberos", err)
	}
	if err != nil {
		return badKerberos(config, err)
	}
	return nil
}

// badKerberos says what a Kerberos error means. The codes are those of RFC 4120, 7.5.9.
func badKerberos(config string, err error) error {
	e := &Error{Doing: "signing in with Kerberos", Problem: err.Error(), Hint: "check " + config + ", and that this machine's clock is right", Err: err}
	for _, known := range []struct{ sign, problem, hint string }{
		{"KDC_ERR_PREAUTH_FAILED", "the password or key is wrong", "check the password, or make the keytab again"},
		{"KDC_ERR_C_PRINCIPAL_UNKNOWN", "the realm has no such account", "check --user and --realm"},
		{"KDC_ERR_S_PRINCIPAL_UNKNOWN", "the realm knows no LDAP service of that host", "use the domain controller's own full name in --url"},
		{"KRB_AP_ERR_SKEW", "this machine's clock differs too much from the domain controller's", "set the clock"},
		{"KDC_ERR_KEY_EXPIRED", "the password has expired", "change the password"},
		{"KDC_ERR_CLIENT_REVOKED", "the account is disabled or locked", "unlock it, or use another account"},
	} {
		if strings.Contains(e.Problem, known.sign) {
			e.Problem, e.Hint = known.problem, known.hint
		}
	}
	if os.IsNotExist(err) || strings.Contains(e.Problem, "no such file") {
		e.Hint = "check the paths of --krb5-conf, --keytab and --ccache"
	}
	return e
}
