package ad

import (
	"context"
	"fmt"
	"slices"

	"rejoin/internal/ldap"
	"rejoin/recon/directory"
)

// readChanged makes a table out of the earlier one. First the directory names the objects that changed since, by
// DirSync where the account may use it, else by uSNChanged, which counts changes per domain controller. Then a pass over all objects, with
// their keys and links alone, tells which ones are there and what they are called. A changed or new object is read again as a
// whole, by its GUID. Of the others the row is taken over, but for names and links: those change without a trace on the object
// when another object is renamed, or a group gets a member.
func (e *export) readChanged(ctx context.Context, t table, old *oldRows, row *rowMaker, write func([]string) error) error {
	changed, by, err := e.changedSince(ctx, t, old)
	if err != nil {
		return err
	}
	keys := []string{"objectGUID"}
	for _, link := range t.links {
		if slices.Contains(row.attributes, link) {
			keys = append(keys, link)
		}
	}
	fresh := 0
	for _, base := range e.scope.under {
		search := ldap.Search{Base: base, Scope: ldap.Subtree, Filter: e.scope.and(t.filter), Attributes: keys, PageSize: keyPage}
		err := e.conn.Each(ctx, search, func(entry ldap.Entry) error {
			if e.scope.excluded(entry.DN) {
				return nil
			}
			guid, err := guidOf(entry)
			if err != nil {
				return err
			}
			offset, known := old.offsets[guid]
			if known && !changed[guid] {
				return e.carryOver(old, offset, entry, keys[1:], row, write)
			}
			fresh++
			whole, err := e.conn.Read(ctx, ldap.GUIDName(guid), row.attributes...)
			if ldap.IsAbsent(err) {
				return nil // deleted since the search saw it
			}
			if err != nil {
				return err
			}
			return write(row.cells(whole))
		})
		if err != nil {
			return err
		}
	}
	e.report.Notes = append(e.report.Notes, fmt.Sprintf("%s: %d new or changed were read again, told by %s", t.name, fresh, by))
	return nil
}

// carryOver writes an object's earlier row with the names and links that it has now.
func (e *export) carryOver(old *oldRows, offset int64, entry ldap.Entry, links []string, row *rowMaker, write func([]string) error) error {
	cells, err := old.row(offset)
	if err != nil {
		return err
	}
	return write(row.carried(cells, entry, links))
}

// changedSince are the objects of a table that changed since an earlier one, and by what the directory told. An object too many does
// no harm: it is read again.
func (e *export) changedSince(ctx context.Context, t table, old *oldRows) (changed map[directory.GUID]bool, by string, err error) {
	changed = map[directory.GUID]bool{}
	note := func(entry ldap.Entry) error {
		guid, err := guidOf(entry)
		changed[guid] = true
		return err
	}
	if len(old.cookie) > 0 && len(e.source.cookie) > 0 {
		_, err = e.conn.Changes(ctx, e.source.Base, t.filter, old.cookie, note)
		if err == nil || ldap.IsLost(err) || ctx.Err() != nil {
			return changed, "DirSync", err
		}
		// A cookie may be too old for the server; change numbers are not.
		clear(changed)
	}
	filter := fmt.Sprintf("(&%s(uSNChanged>=%d))", t.filter, old.usn+1)
	for _, base := range e.scope.under {
		search := ldap.Search{Base: base, Scope: ldap.Subtree, Filter: filter, Attributes: []string{"objectGUID"}}
		if err := e.conn.Each(ctx, search, note); err != nil {
			return nil, "", err
		}
	}
	return changed, "uSNChanged", nil
}

// keyPage is how many objects an answer of keys and links holds: they are small.
const keyPage = 1000

func guidOf(entry ldap.Entry) (directory.GUID, error) {
	raw := entry.Values("objectGUID")
	if len(raw) != 1 || len(raw[0]) != 16 {
		return directory.GUID{}, &ldap.Error{Doing: "reading " + entry.DN, Problem: "the object has no objectGUID that the account may see", Hint: "export in full, without --since"}
	}
	return directory.GUID(raw[0]), nil
}
