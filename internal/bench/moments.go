package bench

// appendMoment writes a moment of one of a number of years, RFC 3339 in UTC.
func appendMoment(b []byte, d uint64, firstYear, years uint64) []byte {
	year := firstYear + d%years
	b = appendTwo(appendTwo(b, year/100), year%100)
	b = appendTwo(append(b, '-'), 1+d>>8%12)
	b = appendTwo(append(b, '-'), 1+d>>16%28)
	b = appendTwo(append(b, 'T'), d>>24%24)
	b = appendTwo(append(b, ':'), d>>32%60)
	b = appendTwo(append(b, ':'), d>>40%60)
	return append(b, 'Z')
}

func appendTwo(b []byte, n uint64) []byte { return append(b, '0'+byte(n/10), '0'+byte(n%10)) }

// lastSync is when synchronization last ran, a quarter of an hour before the tables were taken.
const lastSync = "2026-11-02T05:45:00Z"

// appendWhenChanged writes when the AD object changed last: one in a thousand after the last synchronization, so that what
// differs there is pending.
func (p *person) appendWhenChanged(b []byte) []byte {
	if p.dates>>48%1000 == 0 {
		b = append(b, "2026-11-02T05:5"...)
		b = append(b, '0'+byte(p.dates%10))
		return append(b, ":30Z"...)
	}
	return appendMoment(b, p.dates, 2020, 6)
}

// appendWhenCreated writes when the object was made.
func (p *person) appendWhenCreated(b []byte) []byte { return appendMoment(b, p.dates>>4, 2011, 9) }
