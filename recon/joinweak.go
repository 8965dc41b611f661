package recon

import "slices"

// joinByText joins what no identifier joins: by X500 addresses, by the policy's keys, by addresses. Each table is searched
// for the counterparts of the other's free rows, the strongest agreement is taken first, and a person with two equal
// counterparts gets none.
func (o *organisation) joinByText() error {
	ad := side{table: inAD, n: o.ad.n, claims: &o.adClaims, person: o.person,
		keys: func(r ref) (key, key) { user := o.ad.at(r); return user.upn, user.primary }}
	entra := side{table: inEntra, n: o.entra.n, claims: &o.entraClaims,
		keys: func(r ref) (key, key) { user := o.entra.at(r); return user.upn, user.primary }}
	exo := side{table: inEXO, n: o.exo.n, claims: &o.exoClaims,
		keys: func(r ref) (key, key) { mailbox := o.exo.at(r); return mailbox.upn, mailbox.primary }}

	if o.ad.n > 0 && o.entra.n > 0 {
		left, right := ad, entra
		left.free = func(r ref) bool { return o.ad.at(r).entra == none && o.ad.at(r).flags&(contested|resource) == 0 }
		right.free = func(r ref) bool { return o.entra.at(r).ad == none && o.entra.at(r).flags&(contested|ignored) == 0 }
		if err := o.joinSides(left, right, true); err != nil {
			return err
		}
	}
	if o.entra.n > 0 && o.exo.n > 0 {
		// The mailboxes without an owner are few, so they are the side that is searched for.
		left, right := exo, entra
		left.free = func(r ref) bool { return o.exo.at(r).entra == none && o.exo.at(r).flags&(contested|ignored) == 0 }
		right.free = func(r ref) bool { return o.entra.at(r).exo == none && o.entra.at(r).flags&contested == 0 }
		if err := o.joinSides(left, right, false); err != nil {
			return err
		}
	}
	if o.ad.n > 0 && o.exo.n > 0 {
		left, right := exo, ad
		left.free = func(r ref) bool {
			mailbox := o.exo.at(r)
			return mailbox.entra == none && mailbox.ad == none && mailbox.flags&(contested|ignored) == 0
		}
		right.free = func(r ref) bool { return o.mailboxOf(r) == none && o.ad.at(r).flags&(contested|resource) == 0 }
		return o.joinSides(left, right, o.entra.n == 0)
	}
	return nil
}

// joinSides finds the candidates between two tables, confirms them on their text, and joins the free ones, strength by
// strength. With noteTaken, a free row whose every counterpart is taken remembers the first of them.
func (o *organisation) joinSides(left, right side, noteTaken bool) error {
	found := o.candidates(left, right)
	confirmed, err := o.confirm(left, right, found)
	if err != nil {
		return err
	}
	for _, by := range []Strength{ByAnchor, ByX500, ByPolicyKey, Corroborated, Weak} {
		var pairs []pair
		for _, one := range confirmed {
			if one.by == by && left.free(one.left) && right.free(one.right) {
				pairs = append(pairs, inOrder(left.table, one.pair))
			}
		}
		l, r := orderOf(left.table, right.table)
		o.linkUnique(l, r, pairs, by)
	}
	if noteTaken {
		o.noteTaken(left, right, confirmed)
	}
	return nil
}

// noteTaken remembers, for each row that stays free, the counterpart that would have fitted.
func (o *organisation) noteTaken(left, right side, confirmed []confirmedCandidate) {
	slices.SortStableFunc(confirmed, func(a, b confirmedCandidate) int { return int(a.by) - int(b.by) })
	for _, one := range confirmed {
		if !left.free(one.left) || right.free(one.right) {
			continue
		}
		mine := object{left.table, one.left}
		if _, known := o.wanted[mine]; !known {
			o.wanted[mine] = object{right.table, one.right}
		}
	}
}

// orderOf and inOrder bring two tables, and a pair of their rows, into the order AD, Entra, Exchange Online.
func orderOf(left, right tableOf) (tableOf, tableOf) { return min(left, right), max(left, right) }

func inOrder(left tableOf, p pair) pair {
	if left == inEXO {
		return pair{p.right, p.left}
	}
	return p
}
