package ldap

import (
	"errors"
	"fmt"
	"strings"

	goldap "github.com/go-ldap/ldap/v3"
)

// Error is something that a directory did not do, in words for the person who asked.
type Error struct {
	Doing   string // what was being done
	Problem string
	Hint    string // what to do next; may be empty
	Code    uint16 // the LDAP result code (RFC 4511, 4.1.9), or go-ldap's own from 200; 0: it was no LDAP answer
	Err     error  // what is underneath; may be nil
}

// Error is doing, problem and hint in one sentence.
func (e *Error) Error() string {
	text := e.Doing + ": " + e.Problem
	if e.Hint != "" {
		text += "; " + e.Hint
	}
	return text
}

// Unwrap is what is underneath.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the LDAP result code of an error; 0 when it has none.
func CodeOf(err error) uint16 {
	if own, ok := errors.AsType[*Error](err); ok && own.Code != 0 {
		return own.Code
	}
	if under, ok := asLDAP(err); ok {
		return under.ResultCode
	}
	return 0
}

// IsLost says whether the connection was lost: what came before is good, what was asked last may or may not have happened.
func IsLost(err error) bool { return CodeOf(err) == goldap.ErrorNetwork }

func asLDAP(err error) (*goldap.Error, bool) { return errors.AsType[*goldap.Error](err) }

// explanations are what result codes mean in Active Directory, for those that a person meets.
var explanations = map[uint16]struct{ problem, hint string }{
	goldap.LDAPResultTimeLimitExceeded:            {"the server gave up: the search took longer than it allows", "narrow it with --ou or --filter"},
	goldap.LDAPResultSizeLimitExceeded:            {"the server cut the answer short", "narrow it with --ou or --filter"},
	goldap.LDAPResultStrongAuthRequired:           {"the server demands an encrypted connection", "use ldaps:// or --start-tls"},
	goldap.LDAPResultReferral:                     {"the server does not hold that part of the directory and refers to another one", "use --url of a domain controller of that domain, or another --base"},
	goldap.LDAPResultAdminLimitExceeded:           {"the server's administrative limit was reached", "narrow it with --ou or --filter"},
	goldap.LDAPResultUnavailableCriticalExtension: {"the server does not know a control that is needed", "check that it is an Active Directory domain controller, and not its global catalog port"},
	goldap.LDAPResultConfidentialityRequired:      {"the server demands an encrypted connection", "use ldaps:// or --start-tls"},
	goldap.LDAPResultNoSuchAttribute:              {"the object does not have that attribute or value, or the schema does not have the attribute", ""},
	goldap.LDAPResultConstraintViolation:          {"the value breaks a rule of the directory", ""},
	goldap.LDAPResultAttributeOrValueExists:       {"the attribute has that value, or another one, already", ""},
	goldap.LDAPResultInvalidAttributeSyntax:       {"the value does not have the attribute's form", ""},
	goldap.LDAPResultNoSuchObject:                 {"there is no such object, or the account may not see it", "check the distinguished name"},
	goldap.LDAPResultInvalidDNSyntax:              {"is no distinguished name", "it looks like OU=People,DC=contoso,DC=example"},
	goldap.LDAPResultInappropriateAuthentication:  {"the server does not accept this way of signing in", "use --kerberos, or a password"},
	goldap.LDAPResultInvalidCredentials:           {"the name or the password is wrong", "check both; a name is a UPN, DOMAIN\\name or distinguished name"},
	goldap.LDAPResultInsufficientAccessRights:     {"the account may not do that", "rejoin doctor ad says what it may"},
	goldap.LDAPResultBusy:                         {"the server stayed busy", "try again later"},
	goldap.LDAPResultUnavailable:                  {"the server is not available, or is shutting down", "try again later, or use another domain controller"},
	goldap.LDAPResultUnwillingToPerform:           {"the server refuses to do that", ""},
	goldap.ErrorFilterCompile:                     {"is no LDAP filter", "it looks like (department=Finance)"},
	goldap.ErrorNetwork:                           {"the connection was lost", "run the command again"},
}

// bindFailures are the Win32 codes that a domain controller puts into the text of a refused bind, behind the word data.
var bindFailures = map[string]struct{ problem, hint string }{
	"525": {"there is no such account", "check the name; it is a UPN, DOMAIN\\name or distinguished name"},
	"52e": {"the name or the password is wrong", "check both"},
	"530": {"the account may not sign in at this hour", "use another account"},
	"531": {"the account may not sign in from this machine", "use another account"},
	"532": {"the password has expired", "change the password"},
	"533": {"the account is disabled", "use another account"},
	"701": {"the account has expired", "use another account"},
	"773": {"the password must be changed first", "change the password"},
	"775": {"the account is locked", "unlock it, and find out what locks it before trying again"},
}

// translate turns go-ldap's error into ours. An error that is ours, or none, stays as it is.
func translate(doing string, err error) error {
	if err == nil {
		return nil
	}
	if own, ok := errors.AsType[*Error](err); ok {
		return own
	}
	under, ok := asLDAP(err)
	if !ok {
		return &Error{Doing: doing, Problem: "the connection was lost (" + err.Error() + ")", Hint: "run the command again", Code: goldap.ErrorNetwork, Err: err}
	}
	e := &Error{Doing: doing, Code: under.ResultCode, Err: err}
	known, ok := explanations[under.ResultCode]
	if !ok {
		e.Problem = fmt.Sprintf("the server answered %d, %s%s", under.ResultCode, goldap.LDAPResultCodeMap[under.ResultCode], diagnostic(under))
		return e
	}
	e.Problem, e.Hint = known.problem, known.hint
	switch under.ResultCode {
	case goldap.LDAPResultInvalidCredentials:
		if failure, ok := bindFailures[bindData(under.Error())]; ok {
			e.Problem, e.Hint = failure.problem, failure.hint
		}
	case goldap.LDAPResultConstraintViolation, goldap.LDAPResultUnwillingToPerform, goldap.LDAPResultInvalidAttributeSyntax, goldap.LDAPResultAdminLimitExceeded:
		e.Problem += diagnostic(under)
	}
	return e
}

// diagnostic is what the server said besides its code, in brackets.
func diagnostic(err *goldap.Error) string {
	text := ""
	if err.Err != nil {
		text = strings.TrimRight(strings.TrimSpace(err.Err.Error()), "\x00")
	}
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

// bindData is the code behind "data" in a text such as "80090308: LdapErr: DSID-0C09044E, comment: …, data 52e, v2580".
func bindData(text string) string {
	_, rest, _ := strings.Cut(text, ", data ")
	code, _, _ := strings.Cut(rest, ",")
	return strings.ToLower(strings.TrimSpace(code))
}
