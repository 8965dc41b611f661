package recon

// screenBatch is how many people are screened together: their records stay in the nearest cache while rule after rule looks
// at them.
const screenBatch = 512

// screening is one worker's pass over records.
type screening struct {
	r          *Result
	runs       []*ruleRun
	entries    []entry
	records    []Record
	masks      []uint64
	candidates []screened
	applied    []int
	skipped    []map[string]int
}

func newScreening(r *Result) *screening {
	n := len(r.classification.rules)
	return &screening{r: r, runs: r.classification.rules, applied: make([]int, n), skipped: make([]map[string]int, n)}
}

// batch screens the identities that the rows of a table stand for, from low up to, not including, high.
func (s *screening) batch(table tableOf, low, high int) {
	o := s.r.o
	s.entries, s.records, s.masks = s.entries[:0], s.records[:0], s.masks[:0]
	o.entries(table, low, high, func(e entry) {
		o.complete(&e)
		s.entries = append(s.entries, e)
	})
	for _, e := range s.entries {
		s.records, s.masks = append(s.records, o.record(e)), append(s.masks, 0)
	}
	for i, run := range s.runs {
		if run.rule.Check != nil && run.missing == "" {
			s.rule(i, run)
		}
	}
	for i, mask := range s.masks {
		if mask != 0 {
			s.candidates = append(s.candidates, screened{s.entries[i].self(), mask})
		}
	}
}

// rule lets one rule look at the batch.
func (s *screening) rule(number int, run *ruleRun) {
	rule := run.rule
	bit := uint64(1) << run.number
	for i := range s.records {
		r := s.records[i]
		if !rule.speaksAbout(r, s.entries[i]) || rule.Applies != nil && !rule.Applies(r) {
			continue
		}
		if len(run.partial) > 0 {
			if reason := s.r.o.missingInPart(run, s.entries[i]); reason != "" {
				if s.skipped[number] == nil {
					s.skipped[number] = map[string]int{}
				}
				s.skipped[number][reason]++
				continue
			}
		}
		s.applied[number]++
		if rule.Screen == nil || rule.Screen(r) || r.Facts&LostCells != 0 {
			s.masks[i] |= bit
		}
	}
}

// speaksAbout says whether the sides that a rule rests on are there, and joined well enough.
func (r *Rule) speaksAbout(record Record, e entry) bool {
	switch {
	case r.Sides&OnAD != 0 && !record.AD, r.Sides&OnEntra != 0 && !record.Entra, r.Sides&OnMailbox != 0 && !record.Mailbox:
		return false
	case r.Exchange && record.Facts&CloudManaged != 0:
		return false
	}
	return r.OnWeakJoin || e.weakest(r.Sides) != Weak
}

// weakest is the weakest of the joins between some sides of an entry; NotJoined where there is no more than one of them.
func (e entry) weakest(sides Sides) Strength {
	var weakest Strength
	if sides&OnAD != 0 && sides&(OnEntra|OnMailbox) != 0 && e.ad != none && !e.exoFromAD {
		weakest = max(weakest, e.entraBy)
	}
	if sides&OnMailbox != 0 && (sides&OnEntra != 0 || sides&OnAD != 0) {
		weakest = max(weakest, e.exoBy)
	}
	return weakest
}
