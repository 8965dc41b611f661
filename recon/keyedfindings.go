package recon

import (
	"strings"

	"rejoin/recon/directory"
)

// resolve finds the objects of findings that only name an identity by its key: those of rules about the organisation.
func (r *Result) resolve(findings []Finding) {
	o := r.o
	waiting := map[tableOf]map[directory.GUID][]*Finding{inAD: {}, inEntra: {}, inEXO: {}}
	tables := map[string]tableOf{"ad": inAD, "entra": inEntra, "exo": inEXO}
	for i := range findings {
		prefix, text, _ := strings.Cut(findings[i].Identity, ":")
		guid, err := directory.ParseGUID(text)
		if table, ok := tables[prefix]; ok && err == nil {
			waiting[table][guid] = append(waiting[table][guid], &findings[i])
		}
	}
	search := func(table tableOf, guid func(ref) directory.GUID) {
		if len(waiting[table]) == 0 {
			return
		}
		for row := range ref(o.rowsOf(table)) {
			for _, f := range waiting[table][guid(row)] {
				f.self, f.known = object{table, row}, true
			}
		}
	}
	search(inAD, func(row ref) directory.GUID { return o.ad.at(row).object })
	search(inEntra, func(row ref) directory.GUID { return o.entra.at(row).id })
	search(inDeleted, func(row ref) directory.GUID { return o.deleted.at(row).id })
	search(inEXO, func(row ref) directory.GUID { return o.exo.at(row).mailbox })
}
