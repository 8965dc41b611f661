package handmade

import (
	"slices"
	"strings"
)

// forestFinder finds out which forest rows are of, from their distinguished names: the DNS name that all their domains end
// with. It is no proof, because a forest may have trees of different names.
type forestFinder struct {
	labels []string // of the common name, the last first
	seen   bool
	last   string // the domain part that was seen last, because most rows repeat it
}

// see takes in one distinguished name; one without a domain says nothing.
func (f *forestFinder) see(name string) {
	domain := domainPart(name)
	if domain == "" || domain == f.last {
		return
	}
	f.last = domain
	var labels []string
	for part := range strings.SplitSeq(domain, ",") {
		_, value, _ := strings.Cut(part, "=")
		labels = append(labels, strings.ToLower(strings.TrimSpace(value)))
	}
	slices.Reverse(labels)
	if !f.seen {
		f.labels, f.seen = labels, true
		return
	}
	n := 0
	for n < len(labels) && n < len(f.labels) && labels[n] == f.labels[n] {
		n++
	}
	f.labels = f.labels[:n]
}

// domainPart is the end of a distinguished name that is made of DC= alone. What stands before it may hold anything.
func domainPart(name string) string {
	begin := len(name)
	for begin > 0 {
		comma := strings.LastIndexByte(name[:max(0, begin-1)], ',')
		part := strings.TrimLeft(name[comma+1:begin], " ")
		if len(part) < 3 || !strings.EqualFold(part[:3], "DC=") {
			break
		}
		begin = comma + 1
	}
	return name[begin:]
}

// name is the forest's DNS name; empty when the names have nothing but a top-level domain in common.
func (f *forestFinder) name() string {
	if len(f.labels) < 2 {
		return ""
	}
	labels := slices.Clone(f.labels)
	slices.Reverse(labels)
	return strings.Join(labels, ".")
}
