package bench

import "strconv"

// The cells that several directories hold alike: who somebody is, and what they do.

func alias(b []byte, p *person) []byte       { return append(b, p.alias...) }
func displayName(b []byte, p *person) []byte { return p.appendDisplayName(b) }
func givenName(b []byte, p *person) []byte   { return append(b, p.given.Written...) }
func familyName(b []byte, p *person) []byte  { return append(b, p.family.Written...) }

func department(b []byte, p *person) []byte {
	return append(b, departments[p.work%uint64(len(departments))]...)
}

func jobTitle(b []byte, p *person) []byte {
	return append(b, jobTitles[p.work>>8%uint64(len(jobTitles))]...)
}

func office(b []byte, p *person) []byte { return append(b, p.office()...) }

func employeeID(b []byte, p *person) []byte {
	return strconv.AppendUint(b, employeeNumber(p.number), 10)
}

func costCentre(b []byte, p *person) []byte {
	return strconv.AppendUint(append(b, "CC-"...), 1000+p.work>>16%9000, 10)
}

// manager writes the distinguished name of the person's manager.
func manager(b []byte, p *person) []byte {
	number, ok := p.from.manager(p.number)
	if !ok || p.role.unmanned() {
		return b
	}
	boss := person{from: p.from}
	boss.become(number)
	return boss.appendDN(b)
}

// description writes what administrators note down: usually nothing, and now and then two lines with quotation marks.
func description(b []byte, p *person) []byte {
	switch d := p.work >> 40; {
	case d%2000 == 0:
		b = append(b, "Moved from \"legacy\",\nticket "...)
		return strconv.AppendUint(b, d%100_000, 10)
	case d%4 == 0:
		b = append(b, "Moved in batch "...)
		return strconv.AppendUint(b, d>>4%80, 10)
	}
	return b
}

func archiveGUID(b []byte, p *person) []byte {
	return appendGUID(b, drawGUID(p.from.Seed, forArchiveGUID, p.number))
}
