package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"rejoin/internal/ldap"
)

// passwordVariable is the environment variable that may hold the password of a directory account.
const passwordVariable = "REJOIN_AD_PASSWORD"

// directoryFlags say where Active Directory is and how to sign in. No flag takes a password: arguments are seen by everybody on
// the machine.
func directoryFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "url", Usage: "a domain controller, such as `ldaps://dc01.contoso.example`"},
		&cli.StringFlag{Name: "ca-file", Usage: "trust the authorities in this PEM `FILE` instead of the system's"},
		&cli.BoolFlag{Name: "start-tls", Usage: "encrypt an ldap:// connection before anything else is said"},
		&cli.StringFlag{Name: "user", Aliases: []string{"bind-dn"}, Usage: "who signs in: a UPN, DOMAIN\\name or distinguished name; with --kerberos a name without its realm"},
		&cli.StringFlag{Name: "password-file", Usage: "a `FILE` whose first line is the password; otherwise " + passwordVariable + ", or a prompt"},
		&cli.BoolFlag{Name: "kerberos", Usage: "sign in with Kerberos: with the password, --keytab or --ccache"},
		&cli.StringFlag{Name: "keytab", Usage: "with --kerberos: take the key from this `FILE`"},
		&cli.StringFlag{Name: "ccache", Usage: "with --kerberos: take the ticket from this `FILE`"},
		&cli.StringFlag{Name: "realm", Usage: "with --kerberos: the account's realm; otherwise the default of krb5.conf"},
		&cli.StringFlag{Name: "krb5-conf", Usage: "with --kerberos: another configuration `FILE` than /etc/krb5.conf"},
		&cli.StringFlag{Name: "service-host", Usage: "with --kerberos: the domain controller's full name, where --url has another one"},
		&cli.StringFlag{Name: "base", Usage: "where to look, as a distinguished name; otherwise the domain controller's whole domain"},
	}
}

// directorySettings reads the flags, and the password from where it is.
func directorySettings(c *cli.Context) (ldap.Settings, error) {
	settings := ldap.Settings{CAFile: c.String("ca-file"), StartTLS: c.Bool("start-tls"), Login: ldap.Login{Name: c.String("user")}}
	var err error
	if settings.URL, err = required(c, "url"); err != nil {
		return settings, err
	}
	for _, flag := range []string{"keytab", "ccache", "realm", "krb5-conf", "service-host"} {
		if c.IsSet(flag) && !c.Bool("kerberos") {
			return settings, usagef("--%s is for --kerberos; add that", flag)
		}
	}
	if c.Bool("kerberos") {
		settings.Login.Kerberos = &ldap.Kerberos{Realm: c.String("realm"), Keytab: c.String("keytab"), CCache: c.String("ccache"),
			Config: c.String("krb5-conf"), Host: c.String("service-host")}
		if c.IsSet("keytab") && c.IsSet("ccache") {
			return settings, usagef("--keytab and --ccache are two ways of signing in; use one")
		}
		if c.IsSet("ccache") {
			return settings, nil
		}
	}
	if settings.Login.Name == "" {
		return settings, usagef("%s needs --user; rejoin %s --help explains it", c.Command.Name, c.Command.Name)
	}
	if c.IsSet("keytab") {
		return settings, nil
	}
	settings.Login.Password, err = directoryPassword(c)
	return settings, err
}

// directoryPassword takes the password from the file, the environment or a prompt. Errors name where it was looked for, never
// what was found.
func directoryPassword(c *cli.Context) (string, error) {
	if path := c.String("password-file"); path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			return "", fmt.Errorf("--password-file: %w", err)
		}
		line, _, _ := strings.Cut(string(text), "\n")
		if line = strings.TrimSuffix(line, "\r"); line == "" {
			return "", fmt.Errorf("--password-file %s: its first line is empty; write the password into it", path)
		}
		return line, nil
	}
	if password := os.Getenv(passwordVariable); password != "" {
		return password, nil
	}
	file, ok := c.App.Reader.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return "", usagef("there is no password; give --password-file, or set %s", passwordVariable)
	}
	fmt.Fprintf(c.App.ErrWriter, "password of %s: ", c.String("user"))
	typed, err := term.ReadPassword(int(file.Fd()))
	fmt.Fprintln(c.App.ErrWriter)
	if err != nil {
		return "", err
	}
	if len(typed) == 0 {
		return "", errors.New("no password was typed")
	}
	return string(typed), nil
}
