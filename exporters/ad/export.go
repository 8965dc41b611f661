// Package ad reads a live Active Directory into a snapshot: users, groups, contacts, domains and deleted users of one domain,
// from one domain controller.
package ad

import (
	"context"
	"fmt"
	"time"

	"rejoin/exporters"
	"rejoin/internal/ldap"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// Request says what to export.
type Request struct {
	Out        string   // the snapshot, new or not
	Base       string   // where to read; empty: the domain controller's whole domain
	OUs        []string // only below these; empty: everything below Base
	ExcludeOUs []string // but not below these
	Filter     string   // and only what it matches; empty: everything
	Deleted    bool     // the deleted users, too
	Since      string   // an earlier snapshot of the same directory: only what changed is read again. Empty: everything is read
	Watch      exporters.Watch
	Now        func() time.Time // the clock; nil: this machine's
}

// Report says what an export did.
type Report struct {
	Source  Source
	Parts   []snapshot.Part
	Notes   []string // what a person should know besides
	Partial []error  // why tables are incomplete or absent; empty: all are complete
}

// Export reads the directory into the request's snapshot. An error means that the snapshot is as it was before. When the directory
// fails in the middle, what was read is kept, said to be incomplete, and named in the report.
func Export(ctx context.Context, conn *ldap.Conn, request Request) (Report, error) {
	if request.Now == nil {
		request.Now = time.Now
	}
	source, err := survey(ctx, conn)
	if err != nil {
		return Report{}, err
	}
	scope, err := resolve(ctx, conn, source, request)
	if err != nil {
		return Report{}, err
	}
	edit, err := snapshot.Begin(request.Out)
	if err != nil {
		return Report{}, err
	}
	e := &export{conn: conn, request: request, source: source, scope: scope, edit: edit, report: Report{Source: *source}}
	if err = e.makeRoom(); err == nil {
		err = e.all(ctx)
	}
	if err == nil {
		err = edit.Commit()
	}
	if err != nil {
		edit.Abandon()
		return Report{}, err
	}
	return e.report, nil
}

// export is one run.
type export struct {
	conn    *ldap.Conn
	request Request
	source  *Source
	scope   scope
	edit    *snapshot.Edit
	before  *earlier // what an earlier snapshot holds; nil: everything is read
	report  Report

	haveDomains bool // the snapshot has the forest's domains already
}

// all exports table after table. When the connection is lost for good, the tables that follow are named instead.
func (e *export) all(ctx context.Context) error {
	if e.request.Since != "" {
		var err error
		if e.before, err = openEarlier(e.request.Since); err != nil {
			return err
		}
	}
	for i, t := range tables() {
		if t.optional && !e.request.Deleted || t.name == domainsTable && e.haveDomains {
			continue
		}
		part, err := e.table(ctx, t)
		if part.File == "" && err != nil {
			return err
		}
		e.report.Parts = append(e.report.Parts, part)
		if err == nil {
			continue
		}
		e.report.Partial = append(e.report.Partial, fmt.Errorf("%s is incomplete: %w", t.name, err))
		if !ldap.IsLost(err) {
			continue
		}
		for _, missed := range tables()[i+1:] {
			if !missed.optional || e.request.Deleted {
				e.report.Partial = append(e.report.Partial, fmt.Errorf("%s was not read", missed.name))
			}
		}
		return nil
	}
	return nil
}

func (e *export) table(ctx context.Context, t table) (snapshot.Part, error) {
	about := snapshot.Part{Forest: e.source.Forest, Source: e.source.Host, Options: e.options(), Started: directory.Time{Time: e.now()}}
	if t.scoped {
		about.Filter = e.scope.filterText()
	}
	row := newRowMaker(t, e.source.known)
	part, err := exporters.Write(ctx, e.edit, t.name, row.header(), &about, e.request.Watch, func(write func([]string) error) error {
		read := t.read
		if read == nil {
			read = func(context.Context, *export, *rowMaker, func([]string) error) error {
				return e.readObjects(ctx, t, row, write)
			}
		}
		err := read(ctx, e, row, write)
		about.Warnings = append(about.Warnings, row.warnings()...)
		about.Finished = directory.Time{Time: e.now()}
		return err
	})
	return part, err
}

// now is the time to the second, which is how finely a directory tells it.
func (e *export) now() time.Time { return e.request.Now().UTC().Truncate(time.Second) }
