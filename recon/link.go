package recon

import (
	"cmp"
	"slices"
)

// pair proposes that two rows are the same person. Which tables they are of, the context says.
type pair struct{ left, right ref }

// linkUnique joins the pairs in which neither side has another claimant of the same strength. The others are contested. A
// pair whose sides are no longer free is passed over: a weaker claim is no rival of a stronger join.
func (o *organisation) linkUnique(left, right tableOf, pairs []pair, by Strength) {
	pairs = slices.DeleteFunc(pairs, func(p pair) bool { return !o.joinable(left, p.left, right, p.right) })
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right)) })
	pairs = slices.Compact(pairs)
	severalLefts, severalRights := repeated(pairs)
	contests := groups[object]{}
	for _, p := range pairs {
		if severalRights[p.left] || severalLefts[p.right] {
			contests.join(object{left, p.left}, object{right, p.right})
			continue
		}
		o.link(left, p.left, right, p.right, by)
	}
	for _, contest := range contests.all(compareObjects) {
		o.contest(contest)
	}
}

// repeated returns the right rows that have several left ones, and the left rows that have several right ones. The pairs
// are in order of their left rows.
func repeated(pairs []pair) (severalLefts, severalRights map[ref]bool) {
	severalLefts, severalRights = map[ref]bool{}, map[ref]bool{}
	rights := make([]ref, len(pairs))
	for i, p := range pairs {
		rights[i] = p.right
		if i > 0 && pairs[i-1].left == p.left {
			severalRights[p.left] = true
		}
	}
	slices.Sort(rights)
	for i := 1; i < len(rights); i++ {
		if rights[i-1] == rights[i] {
			severalLefts[rights[i]] = true
		}
	}
	return severalLefts, severalRights
}

// joinable says whether two rows are free for each other: neither has a counterpart on the other's side, nor would the join
// give one person two objects of a kind.
func (o *organisation) joinable(left tableOf, l ref, right tableOf, r ref) bool {
	if (*o.flagsOf(object{left, l})|*o.flagsOf(object{right, r}))&contested != 0 {
		return false
	}
	switch {
	case left == inAD && right == inEntra:
		user, cloud := o.ad.at(l), o.entra.at(r)
		return user.entra == none && cloud.ad == none && (user.exo == none || cloud.exo == none)
	case left == inAD && right == inEXO:
		mailbox := o.exo.at(r)
		if mailbox.ad != none || o.mailboxOf(l) != none {
			return false
		}
		if mailbox.entra == none {
			return true
		}
		return o.ad.at(l).entra == none && o.entra.at(mailbox.entra).ad == none
	default: // Entra and Exchange Online
		cloud, mailbox := o.entra.at(l), o.exo.at(r)
		return cloud.exo == none && mailbox.entra == none && (cloud.ad == none || mailbox.ad == none)
	}
}

// link joins two rows that are free for each other.
func (o *organisation) link(left tableOf, l ref, right tableOf, r ref, by Strength) {
	switch {
	case left == inAD && right == inEntra:
		user, cloud := o.ad.at(l), o.entra.at(r)
		user.entra, user.entraBy, cloud.ad = r, by, l
		if user.exo != none {
			cloud.exo, cloud.exoBy = user.exo, user.exoBy
			o.exo.at(user.exo).entra, o.exo.at(user.exo).ad = r, none
			user.exo, user.exoBy = none, NotJoined
		}
	case left == inAD && right == inEXO:
		user, mailbox := o.ad.at(l), o.exo.at(r)
		switch {
		case mailbox.entra != none: // the mailbox brings its Entra user along
			user.entra, user.entraBy = mailbox.entra, by
			o.entra.at(mailbox.entra).ad = l
		case user.entra != none: // the user brings theirs
			cloud := o.entra.at(user.entra)
			cloud.exo, cloud.exoBy, mailbox.entra = r, by, user.entra
		default:
			user.exo, user.exoBy, mailbox.ad = r, by, l
		}
	default:
		cloud, mailbox := o.entra.at(l), o.exo.at(r)
		cloud.exo, cloud.exoBy, mailbox.entra = r, by, l
		if mailbox.ad != none {
			user := o.ad.at(mailbox.ad)
			user.entra, user.entraBy, cloud.ad = l, user.exoBy, mailbox.ad
			user.exo, user.exoBy, mailbox.ad = none, NotJoined, none
		}
	}
}

// groups collects what belongs together, directly or through others.
type groups[T comparable] map[T]*[]T

func (g groups[T]) join(a, b T) {
	left, right := g.of(a), g.of(b)
	if left == right {
		return
	}
	*left = append(*left, *right...)
	for _, one := range *right {
		g[one] = left
	}
}

func (g groups[T]) of(one T) *[]T {
	if _, ok := g[one]; !ok {
		g[one] = &[]T{one}
	}
	return g[one]
}

// all lists the groups and their members in order.
func (g groups[T]) all(compare func(a, b T) int) [][]T {
	seen := map[*[]T]bool{}
	var all [][]T
	for _, group := range g {
		if !seen[group] {
			seen[group] = true
			members := slices.Clone(*group)
			slices.SortFunc(members, compare)
			all = append(all, members)
		}
	}
	slices.SortFunc(all, func(a, b []T) int { return compare(a[0], b[0]) })
	return all
}
