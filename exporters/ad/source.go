package ad

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rejoin/internal/ldap"
	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// Source is the domain controller that an export reads, and what it says about its directory.
type Source struct {
	*ldap.RootDSE
	Forest         string // the DNS name of the forest's root domain
	InvocationID   string // which life of the controller's database its change numbers count in; empty: it does not say
	ExchangeSchema string // the version of Exchange's schema; empty: the schema was never extended

	cookie []byte          // of DirSync, for the moment before anything was read; nil: the account may not ask for changes
	known  map[string]bool // the attributes that the schema has, in lower case
}

func survey(ctx context.Context, conn *ldap.Conn) (*Source, error) {
	dse, err := conn.RootDSE(ctx)
	if err != nil {
		return nil, err
	}
	s := &Source{RootDSE: dse, Forest: ldap.DNSName(dse.RootDomain)}
	if s.known, err = conn.Known(ctx, dse.Schema, allAttributes()); err != nil {
		return nil, err
	}
	if !s.known["objectguid"] {
		return nil, &ldap.Error{Doing: "reading the schema", Problem: "the account may not see it", Hint: "use an account of the domain, which may"}
	}
	if s.ExchangeSchema, err = conn.ExchangeVersion(ctx, dse.Schema); err != nil {
		return nil, err
	}
	settings, err := conn.Read(ctx, dse.Server, "invocationId")
	if err != nil && !ldap.IsAbsent(err) {
		return nil, err
	}
	if err == nil {
		if raw := settings.Values("invocationId"); len(raw) == 1 && len(raw[0]) == 16 {
			s.InvocationID = directory.GUID(raw[0]).String()
		}
	}
	s.cookie, err = conn.ChangesFromNow(ctx, dse.Base)
	return s, err
}

// options are what a part's manifest row says about its source besides, as NAME=VALUE.
func (e *export) options() directory.List {
	options := directory.List{optionBase + "=" + e.scope.base, optionController + "=" + e.source.Server,
		optionUSN + "=" + strconv.FormatInt(e.source.HighestCommittedUSN, 10)}
	if e.source.InvocationID != "" {
		options = append(options, optionInvocation+"="+e.source.InvocationID)
	}
	if len(e.source.cookie) > 0 {
		options = append(options, optionDirSync+"="+base64.StdEncoding.EncodeToString(e.source.cookie))
	}
	if e.source.ExchangeSchema != "" {
		options = append(options, optionExchange+"="+e.source.ExchangeSchema)
	}
	return options
}

const (
	optionBase       = "base"
	optionController = "domain-controller"
	optionUSN        = "highest-usn"
	optionInvocation = "invocation-id"
	optionDirSync    = "dirsync-cookie"
	optionExchange   = "exchange-schema"
)

// option is the value of one of a part's options; empty when it has none.
func option(part snapshot.Part, name string) string {
	for _, one := range part.Options {
		if value, ok := strings.CutPrefix(one, name+"="); ok {
			return value
		}
	}
	return ""
}

// makeRoom refuses to export into a snapshot what it has already, and drops the incomplete parts of a run before.
func (e *export) makeRoom() error {
	for _, t := range tables() {
		if t.optional && !e.request.Deleted {
			continue
		}
		for _, part := range slices.Clone(e.edit.Parts(t.name)) {
			switch {
			case !e.holds(t, part):
			case part.Complete == snapshot.No && option(part, optionBase) != "":
				e.edit.Drop(part)
			case t.name == domainsTable && !strings.EqualFold(option(part, optionBase), e.scope.base):
				e.haveDomains = true // another domain of the forest was exported before, and brought them
			default:
				return &csvio.Error{File: e.request.Out, Problem: fmt.Sprintf("has %s of the forest %s already (%s, from %s)", t.name, e.source.Forest, part.File, part.Source),
					Hint: "export into a new directory"}
			}
		}
	}
	return nil
}

// holds says whether a part may hold objects that this run exports. A part that does not say which forest it is of may.
func (e *export) holds(t table, part snapshot.Part) bool {
	base := option(part, optionBase)
	switch {
	case part.Forest != "" && !strings.EqualFold(part.Forest, e.source.Forest):
		return false
	case t.name == domainsTable || base == "":
		return true
	case !strings.EqualFold(domainPart(base), domainPart(e.scope.base)):
		return false // another domain of the forest
	}
	return isBelow(base, e.scope.base) || isBelow(e.scope.base, base)
}

// domainPart is the end of a distinguished name that names the domain.
func domainPart(name string) string {
	if strings.HasPrefix(strings.ToUpper(name), "DC=") {
		return name
	}
	at := strings.Index(strings.ToUpper(name), ",DC=")
	return name[max(0, at+1):]
}
