package recon

import (
	"bytes"
	"sync"

	"rejoin/recon/directory"
)

// confirmedCandidate is a candidate whose texts were read, and the strength they have.
type confirmedCandidate struct {
	pair
	by Strength
}

// confirm reads the texts of the candidates and says how strongly each agrees. Those whose keys met by chance are dropped.
func (o *organisation) confirm(left, right side, found []candidate) ([]confirmedCandidate, error) {
	strengths := make([]Strength, len(found))
	var mutex sync.Mutex
	var failed error
	o.inParallel(len(found), func(_, low, high int) {
		text := o.newTextReader()
		defer text.close()
		var mine, theirs person
		last := none
		for i := low; i < high; i++ {
			one := found[i]
			var err error
			if one.left != last {
				mine, err = text.person(left.table, one.left)
				last = one.left
			}
			if err == nil {
				theirs, err = text.person(right.table, one.right)
			}
			if err != nil {
				mutex.Lock()
				failed = err
				mutex.Unlock()
				return
			}
			strengths[i] = agreement(one, &mine, &theirs)
		}
	})
	if failed != nil {
		return nil, failed
	}
	var confirmed []confirmedCandidate
	for i, by := range strengths {
		if by != NotJoined {
			confirmed = append(confirmed, confirmedCandidate{found[i].pair, by})
		}
	}
	return confirmed, nil
}

// person is all that one object says about who it is, folded for comparison.
type person struct {
	upn, primary, target, legacy string
	addresses, x500              []string
	policy                       []string
	anchor                       string // a custom one, verbatim
}

// person reads what an object is known by; for an account with a mailbox object in another forest, what both are.
func (t *textReader) person(table tableOf, row ref) (person, error) {
	var p person
	fields, err := t.fields(object{table, row})
	if err != nil {
		return p, err
	}
	switch table {
	case inAD:
		t.readAD(&p, row, fields)
		if resourceObject, ok := t.o.linked[row]; ok {
			if fields, err = t.fields(object{inAD, resourceObject}); err != nil {
				return p, err
			}
			t.readAD(&p, resourceObject, fields)
		}
	case inEXO:
		p.upn, p.primary, p.legacy = folded(fields[exoUPN]), folded(fields[exoPrimary]), folded(fields[exoLegacy])
		p.list(fields[exoAddresses])
	default:
		p.upn = folded(fields[entraUPN])
		p.list(fields[entraProxies])
		p.mail(fields[entraMail])
		p.policy = append(p.policy, foldedAll(fields[len(entraColumns):len(entraColumns)+len(t.o.policy.JoinKeys)])...)
		if anchor := directory.ImmutableID(fields[entraAnchor]); anchor.IsCustom() {
			p.anchor = string(anchor)
		}
	}
	return p, nil
}

func (t *textReader) readAD(p *person, row ref, fields [][]byte) {
	if p.upn == "" {
		p.upn = folded(fields[adUPN])
	}
	p.list(fields[adProxies])
	p.mail(fields[adMail])
	if target := fields[adTarget]; p.target == "" && len(target) > 0 {
		p.target = folded(target[bytes.IndexByte(target, ':')+1:])
	}
	if p.legacy == "" {
		p.legacy = folded(fields[adLegacy])
	}
	if p.policy == nil {
		keys := len(t.o.policy.JoinKeys)
		p.policy = foldedAll(fields[len(adColumns) : len(adColumns)+keys])
		p.anchor = string(fields[len(adColumns)+keys+int(t.o.ad.at(row).forest)])
	}
}

// list takes in a list of proxy addresses.
func (p *person) list(list []byte) {
	eachAddress(list, func(prefix, value []byte) {
		switch {
		case isSMTP(prefix):
			p.addresses = append(p.addresses, folded(value))
		case isX500(prefix):
			p.x500 = append(p.x500, folded(value))
		}
	})
	if p.primary == "" {
		p.primary = folded(primaryOf(list))
	}
}

// mail takes in the mail attribute, which stands for the primary address where the list has none.
func (p *person) mail(text []byte) {
	if len(text) == 0 {
		return
	}
	p.addresses = append(p.addresses, folded(text))
	if p.primary == "" {
		p.primary = folded(text)
	}
}

func folded(text []byte) string { return string(directory.AppendFolded(nil, text)) }

func foldedAll(texts [][]byte) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = folded(text)
	}
	return all
}
