package recon

// objects appends the rows of the identity: AD, its linked object, Entra, Exchange Online.
func (e entry) objects(all []object) []object {
	if e.ad != none {
		all = append(all, object{inAD, e.ad})
	}
	if e.linked != none {
		all = append(all, object{inAD, e.linked})
	}
	if e.entra != none {
		table := inEntra
		if e.entra&deletedBit != 0 {
			table = inDeleted
		}
		all = append(all, object{table, e.entra &^ deletedBit})
	}
	if e.exo != none {
		all = append(all, object{inEXO, e.exo})
	}
	return all
}

// joined is one join of two rows.
type joined struct {
	left, right object
	by          Strength
}

// joins appends what joined the rows of an identity.
func (o *organisation) joins(all []joined, e entry) []joined {
	if e.linked != none {
		all = append(all, joined{object{inAD, e.ad}, object{inAD, e.linked}, BySID})
	}
	entra := object{inEntra, e.entra}
	if e.entra != none && e.entra&deletedBit != 0 {
		entra = object{inDeleted, e.entra &^ deletedBit}
	}
	if e.ad != none && e.entra != none {
		all = append(all, joined{object{inAD, e.ad}, entra, e.entraBy})
	}
	if e.exo != none && e.exoBy != NotJoined {
		left := entra
		if e.exoFromAD {
			left = object{inAD, e.ad}
		}
		all = append(all, joined{left, object{inEXO, e.exo}, e.exoBy})
	}
	return all
}
