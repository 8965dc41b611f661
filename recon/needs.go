package recon

// missingFor says why a rule can be evaluated for nobody; empty when it can.
func (o *organisation) missingFor(rule *Rule) string {
	if rule.Policy != nil {
		if missing := rule.Policy(o.policy); missing != "" {
			return missing
		}
	}
	for _, text := range rule.Needs {
		need := parseNeed(text)
		parts := o.snapshot.Table(need.table)
		if len(parts) == 0 {
			return need.table + " is not in the snapshot"
		}
		if need.column == "" {
			continue
		}
		if len(o.partsWithout(need)) == len(parts) {
			for _, part := range parts {
				for _, lost := range part.Lossy {
					if lost == need.column {
						return text + " was lost in the export"
					}
				}
			}
			return text + " is not in the snapshot"
		}
	}
	return ""
}

// partialNeeds are the columns that a rule needs and that only some parts of ad_users, entra_users or exo_mailboxes have, with
// the parts that lack them.
func (o *organisation) partialNeeds(rule *Rule) map[need]map[int]bool {
	partial := map[need]map[int]bool{}
	for _, text := range rule.Needs {
		need := parseNeed(text)
		if need.column == "" {
			continue
		}
		if without := o.partsWithout(need); len(without) > 0 {
			partial[need] = without
		}
	}
	return partial
}

// partsWithout are the numbers of a table's parts that do not have a column.
func (o *organisation) partsWithout(n need) map[int]bool {
	without := map[int]bool{}
	for i := range o.snapshot.Table(n.table) {
		if headers, ok := o.headers[n.table]; ok && !headers[i][n.column] {
			without[i] = true
		}
	}
	return without
}

// missingInPart says which column that a rule needs the part of a person's row does not have; empty when it has all.
func (o *organisation) missingInPart(run *ruleRun, e entry) string {
	for need, without := range run.partial {
		one := object{row: none}
		switch need.table {
		case "ad_users":
			one = object{inAD, e.ad}
			if e.linked != none && isExchangeColumn(need.column) {
				one.row = e.linked
			}
		case "entra_users":
			one = object{inEntra, e.entra}
			if e.entra&deletedBit != 0 {
				one.row = none
			}
		case "exo_mailboxes":
			one = object{inEXO, e.exo}
		}
		if one.row != none && without[o.placeOf(one).part()] {
			return need.table + "." + need.column + " is not in the part " + o.partsOf(one.table)[o.placeOf(one).part()].File
		}
	}
	return ""
}
