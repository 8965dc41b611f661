package recon

// Objects are the ids of a person's objects; empty where there is none.
type Objects struct {
	AD, Linked, Entra, Mailbox string
	Deleted                    bool // the Entra user is soft-deleted
}

// Objects finds the objects of people by their keys. Keys that nobody has are not in the answer.
func (r *Result) Objects(keys []string) map[string]Objects {
	findings := make([]Finding, len(keys))
	for i, key := range keys {
		findings[i].Identity = key
	}
	r.resolve(findings)
	found := map[string]Objects{}
	for _, f := range findings {
		if !f.known {
			continue
		}
		e := r.o.entryOf(f.self)
		var all Objects
		for _, one := range e.objects(nil) {
			id := r.o.idOf(one)
			switch {
			case one.table == inEXO:
				all.Mailbox = id
			case one.table != inAD:
				all.Entra, all.Deleted = id, one.table == inDeleted
			case one.row == e.linked:
				all.Linked = id
			default:
				all.AD = id
			}
		}
		found[f.Identity] = all
	}
	return found
}
