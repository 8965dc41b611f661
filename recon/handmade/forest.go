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

// see takes in one distinguished name; an empty one says nothing.
func (f *forestFinder) see(name string) {
	at := strings.Index(strings.ToUpper(name), "DC=")
	if at < 0 || name[at:] == f.last {
		return
	}
	f.last = name[at:]
	var labels []string
	for part := range strings.SplitSeq(f.last, ",") {
		kind, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if strings.EqualFold(kind, "DC") {
			labels = append(labels, strings.ToLower(value))
		}
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

// name is the forest's DNS name; empty when the names have nothing but a top-level domain in common.
func (f *forestFinder) name() string {
	if len(f.labels) < 2 {
		return ""
	}
	labels := slices.Clone(f.labels)
	slices.Reverse(labels)
	return strings.Join(labels, ".")
}
