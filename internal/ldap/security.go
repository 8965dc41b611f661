package ldap

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
)

// checkTarget reads the URL of a directory, and refuses one over which a password could be read on its way.
func checkTarget(settings Settings) (*url.URL, error) {
	wrong := func(problem, hint string) (*url.URL, error) {
		return nil, &Error{Doing: "--url " + settings.URL, Problem: problem, Hint: hint}
	}
	if settings.URL == "" {
		return wrong("no server is named", "name a domain controller, such as --url ldaps://dc01.contoso.example")
	}
	target, err := url.Parse(settings.URL)
	if err != nil || target.Host == "" || target.Hostname() == "" {
		return wrong("is no URL of a server", "it looks like ldaps://dc01.contoso.example")
	}
	if target.User != nil || strings.Trim(target.Path, "/") != "" || target.RawQuery != "" {
		return nil, &Error{Doing: "--url", Problem: "holds more than a server and a port", Hint: "say the account with --user and the base with --base"}
	}
	switch {
	case target.Scheme == "ldaps" && settings.StartTLS:
		return wrong("is encrypted from the start, so StartTLS has nothing to do", "leave out --start-tls, or use ldap://")
	case target.Scheme == "ldaps", target.Scheme == "ldap" && settings.StartTLS:
		return target, nil
	case target.Scheme == "ldap" && isLoopback(target.Hostname()):
		return target, nil
	case target.Scheme == "ldap":
		return wrong("would send everything unencrypted, the password included", "use ldaps://, or add --start-tls")
	}
	return wrong("begins with neither ldaps:// nor ldap://", "it looks like ldaps://dc01.contoso.example")
}

// isLoopback says whether a host is this machine. A name is not looked up: only localhost is known to be it.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// tlsConfig always verifies: there is no way to turn that off.
func tlsConfig(caFile, host string) (*tls.Config, error) {
	config := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if caFile == "" {
		return config, nil
	}
	text, err := os.ReadFile(caFile)
	if err != nil {
		return nil, &Error{Doing: "--ca-file " + caFile, Problem: "cannot be read: " + err.Error(), Hint: "check the path"}
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM(text) {
		return nil, &Error{Doing: "--ca-file " + caFile, Problem: "holds no certificate in PEM form",
			Hint: "certutil -encode turns a .cer file into PEM (-----BEGIN CERTIFICATE-----)"}
	}
	return config, nil
}

func unreachable(target *url.URL, err error) error {
	e := &Error{Doing: "connecting to " + target.Host, Problem: err.Error(), Hint: "check name, port and firewall; ldaps is port 636", Err: err}
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		e.Problem, e.Hint = "no host has that name", "check the name; a domain's name finds its controllers only where DNS is the domain's"
	}
	return e
}

func badTLS(target *url.URL, err error) error {
	e := &Error{Doing: "TLS with " + target.Host, Problem: err.Error(), Hint: "check that the port speaks TLS; ldaps is port 636", Err: err}
	text := err.Error()
	if host, ok := errors.AsType[x509.HostnameError](err); ok {
		e.Problem = fmt.Sprintf("the certificate is for %s, not for %s", certificateNames(host.Certificate), target.Hostname())
		e.Hint = "use a name that is in the certificate in --url"
	} else if strings.Contains(text, "not valid for any names") || strings.Contains(text, "legacy Common Name") {
		e.Problem, e.Hint = "the certificate names no host (it has no subject alternative name)", "issue a new certificate for the domain controller"
	} else if strings.Contains(text, "unknown authority") {
		e.Problem, e.Hint = "the certificate was issued by an authority that is not trusted here", "give the authority's certificate with --ca-file"
	} else if strings.Contains(text, "expired") {
		e.Problem, e.Hint = "the certificate has expired, or is not valid yet", "renew it, and check this machine's clock"
	}
	return e
}

func certificateNames(certificate *x509.Certificate) string {
	names := certificate.DNSNames
	for _, ip := range certificate.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		return "no host at all"
	}
	return strings.Join(names, ", ")
}
