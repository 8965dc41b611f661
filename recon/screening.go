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
	sides      []sidesThere
	masks      []uint64
	candidates []screened
	applied    []int
	skipped    []map[string]int
	touched    uint64 // keeps the reads that warm the cache from being taken for idle
}

// sidesThere says for each combination of sides whether a person has them: joined by more than one address, or joined at all.
type sidesThere struct{ surely, atAll uint8 }

func newScreening(r *Result) *screening {
	n := len(r.classification.rules)
	return &screening{r: r, runs: r.classification.rules, applied: make([]int, n), skipped: make([]map[string]int, n)}
}

// batch screens the identities that the rows of a table stand for, from low up to, not including, high.
func (s *screening) batch(table tableOf, low, high int) {
	o := s.r.o
	s.entries, s.records, s.sides, s.masks = s.entries[:0], s.records[:0], s.sides[:0], s.masks[:0]
	o.entries(table, low, high, func(e entry) { s.entries = append(s.entries, e) })
	s.warm()
	for i := range s.entries {
		record := o.record(s.entries[i])
		s.records = append(s.records, record)
		s.sides = append(s.sides, s.entries[i].sidesThere(record))
		s.masks = append(s.masks, 0)
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

// warm completes the entries and reads the rows that their records are made from, in loops so short that many reads are under way at
// once: waiting for memory, one row after the other, would be most of the work.
func (s *screening) warm() {
	o := s.r.o
	for i := range s.entries {
		o.complete(&s.entries[i])
	}
	for i := range s.entries {
		if entra := s.entries[i].entra; entra != none && entra&deletedBit == 0 {
			s.touched += uint64(o.entra.at(entra).facts)
		}
	}
	for i := range s.entries {
		if exo := s.entries[i].exo; exo != none {
			mailbox := o.exo.at(exo)
			s.touched += uint64(mailbox.facts) + uint64(mailbox.mailbox[0])
		}
	}
}

// sidesThere works out which sides a person has.
func (e entry) sidesThere(record Record) (there sidesThere) {
	for sides := range Sides(8) {
		if sides&OnAD != 0 && !record.AD || sides&OnEntra != 0 && !record.Entra || sides&OnMailbox != 0 && !record.Mailbox {
			continue
		}
		there.atAll |= 1 << sides
		if e.weakest(sides) != Weak {
			there.surely |= 1 << sides
		}
	}
	return there
}

// rule lets one rule look at the batch.
func (s *screening) rule(number int, run *ruleRun) {
	rule := run.rule
	bit := uint64(1) << run.number
	sides, applies, screen, weak := uint8(1)<<rule.Sides, rule.Applies, rule.Screen, rule.OnWeakJoin
	partial := len(run.partial) > 0
	var managed Fact
	if rule.Exchange {
		managed = CloudManaged
	}
	applied := 0
	for i := range s.records {
		r := &s.records[i]
		there := s.sides[i].surely
		if weak {
			there = s.sides[i].atAll
		}
		if there&sides == 0 || r.Facts&managed != 0 || applies != nil && !applies(*r) {
			continue
		}
		if partial && s.skip(number, run, s.entries[i]) {
			continue
		}
		applied++
		if screen == nil || screen(*r) || r.Facts&LostCells != 0 {
			s.masks[i] |= bit
		}
	}
	s.applied[number] += applied
}

// skip counts a person whose row is in a part without a column that the rule needs.
func (s *screening) skip(number int, run *ruleRun, e entry) bool {
	reason := s.r.o.missingInPart(run, e)
	if reason == "" {
		return false
	}
	if s.skipped[number] == nil {
		s.skipped[number] = map[string]int{}
	}
	s.skipped[number][reason]++
	return true
}

// speaksAbout says whether the sides that a rule rests on are there, and joined well enough, and nothing keeps the rule from the
// person.
func (r *Rule) speaksAbout(record Record, e entry) bool {
	there := e.sidesThere(record)
	if r.Exchange && record.Facts&CloudManaged != 0 {
		return false
	}
	if r.OnWeakJoin {
		return there.atAll>>r.Sides&1 != 0
	}
	return there.surely>>r.Sides&1 != 0
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
