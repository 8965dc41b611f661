package recon

// Revisit shows the people whom findings are about once more, with the finding, in the findings' order: a plan is made from what
// the snapshot says, not from what a file says about it. A finding about no single person is shown with a nil Identity.
func (r *Result) Revisit(findings []Finding, look func(Finding, *Pass) error) error {
	rows := r.o.newRowReader()
	defer rows.close()
	pass := Pass{Org: r.o.org, text: rows.text, rows: rows}
	last := ""
	for _, f := range findings {
		switch {
		case !f.known:
			pass.Identity, pass.Record = nil, Record{}
		case f.Identity != last:
			e := r.o.entryOf(f.self)
			identity, err := rows.identity(r, e)
			if err != nil {
				return err
			}
			identity.hold = r.o.holdOf(e)
			pass.Identity, pass.Record, pass.entry = identity, r.o.record(e), e
		}
		last = f.Identity
		if err := look(f, &pass); err != nil {
			return err
		}
		if pass.failed != nil {
			return pass.failed
		}
	}
	return nil
}
