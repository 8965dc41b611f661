package ad

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rejoin/internal/adcell"
	"rejoin/internal/ldap"
	"rejoin/recon/directory"
)

// rowMaker turns objects into rows of one table. Its columns are those whose attributes the schema has: of an attribute that the
// directory cannot hold, the snapshot does not say that it is empty.
type rowMaker struct {
	columns    []directory.Column
	attributes []string       // in the order of the columns
	places     map[string]int // attribute in lower case → column
	suffixOnly bool           // the table has the column suffixOnly
	row        []string
	lossy      directory.List
	lost       map[string]int // cells that were lost, by column
	conflicts  int            // objects that a replication conflict renamed
}

func newRowMaker(t table, known map[string]bool) *rowMaker {
	m := &rowMaker{places: map[string]int{}, lost: map[string]int{}, suffixOnly: t.name == domainsTable}
	for _, column := range t.columns() {
		folded := strings.ToLower(column.Name)
		if !known[folded] {
			continue
		}
		m.places[folded] = len(m.columns)
		m.columns = append(m.columns, column)
		m.attributes = append(m.attributes, column.Name)
	}
	return m
}

// header is the columns' names, and behind them those of what is no attribute.
func (m *rowMaker) header() []string {
	names := slices.Clone(m.attributes)
	if m.suffixOnly {
		names = append(names, "suffixOnly")
	}
	return append(names, directory.LossyColumn)
}

// cells is the row of an object. It is valid until the next one.
func (m *rowMaker) cells(entry ldap.Entry) []string {
	m.start()
	for _, attribute := range entry.Attributes {
		if at, ok := m.places[strings.ToLower(attribute.Name)]; ok {
			m.set(at, attribute.ByteValues)
		}
	}
	if strings.Contains(entry.DN, conflictMark) {
		m.conflicts++
	}
	return m.finish()
}

// carried is an earlier row in which the given links are as the object has them now.
func (m *rowMaker) carried(cells []string, entry ldap.Entry, links []string) []string {
	m.lossy = m.lossy[:0]
	_ = m.lossy.UnmarshalCSV(cells[len(m.columns)]) // reading lists does not fail
	m.row = append(m.row[:0], cells[:len(m.columns)]...)
	for _, name := range m.lossy {
		if !slices.Contains(links, name) {
			m.lost[name]++
		}
	}
	m.lossy = slices.DeleteFunc(m.lossy, func(name string) bool { return slices.Contains(links, name) })
	for _, name := range links {
		at := m.places[strings.ToLower(name)]
		m.row[at] = ""
		m.set(at, entry.Values(name))
	}
	if strings.Contains(entry.DN, conflictMark) {
		m.conflicts++
	}
	return m.finish()
}

// conflictMark is in the name of an object that lost a replication conflict (MS-ADTS, 3.1.1.1.6).
const conflictMark = `\0ACNF:`

// cellsOf is a row of ad_domains out of values by column.
func (m *rowMaker) cellsOf(values map[string][][]byte, suffixOnly string) []string {
	m.start()
	for name, raw := range values {
		m.set(m.places[strings.ToLower(name)], raw)
	}
	m.row = append(m.row, suffixOnly)
	return m.finish()
}

func (m *rowMaker) start() {
	m.row = append(m.row[:0], make([]string, len(m.columns))...)
	m.lossy = m.lossy[:0]
}

func (m *rowMaker) set(at int, raw [][]byte) {
	if len(raw) == 0 {
		return
	}
	text, ok := adcell.Text(m.columns[at], raw)
	m.row[at] = text
	if !ok {
		m.lossy = append(m.lossy, m.columns[at].Name)
		m.lost[m.columns[at].Name]++
	}
}

func (m *rowMaker) finish() []string {
	slices.Sort(m.lossy)
	text, _ := m.lossy.MarshalCSV() // joining lists does not fail
	m.row = append(m.row, text)
	return m.row
}

// warnings say what was lost, and what is strange.
func (m *rowMaker) warnings() []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(m.lost)) {
		all = append(all, fmt.Sprintf("%d of %s could not be read as what the attribute holds, and are named in the rows' %s", m.lost[name], name, directory.LossyColumn))
	}
	if m.conflicts > 0 {
		all = append(all, fmt.Sprintf("%d objects are leavings of replication conflicts (CNF in their names)", m.conflicts))
	}
	return all
}
