package recon

import (
	"cmp"
	"iter"
	"slices"
)

// contest notes that the objects have equal claims to each other: none of them is joined, and each names the others.
func (o *organisation) contest(objects []object) {
	for _, one := range objects {
		*o.flagsOf(one) |= contested
		for _, other := range objects {
			if other != one && !slices.Contains(o.rivals[one], other) {
				o.rivals[one] = append(o.rivals[one], other)
			}
		}
		slices.SortFunc(o.rivals[one], compareObjects)
	}
}

func compareObjects(a, b object) int {
	return cmp.Or(cmp.Compare(a.table, b.table), cmp.Compare(a.row, b.row))
}

func (o *organisation) flagsOf(one object) *flags {
	switch one.table {
	case inAD:
		return &o.ad.at(one.row).flags
	case inEntra:
		return &o.entra.at(one.row).flags
	case inDeleted:
		return &o.deleted.at(one.row).flags
	}
	return &o.exo.at(one.row).flags
}

// sortedKeys puts keys in order, so that nothing depends on the order of a map.
func sortedKeys[K cmp.Ordered](keys iter.Seq[K]) []K { return slices.Sorted(keys) }
