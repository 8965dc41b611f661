package plan

import (
	"bufio"
	"io"
	"strconv"

	"rejoin/recon/csvio"
)

// Columns are the columns of plan.csv: those that people read and decide by come first.
var Columns = []string{"decision", "who", "mail", "why", "deadline", "risk", "undo", "system", "attribute", "op", "before", "after", "note",
	"fix", "authority", "certainty", "depends_on", "forest_or_tenant", "identity", "rules", "access", "table", "target", "snapshot", "action", "row", "of", "check"}

// sealed are the columns whose cells must not change; check has a short seal of each, in this order.
var sealed = []string{"risk", "system", "attribute", "op", "before", "after", "fix", "authority", "depends_on", "forest_or_tenant", "rules", "access",
	"table", "target", "snapshot", "action", "row", "of"}

// Write writes the plan as CSV that people open: with a byte order mark, and guarded against spreadsheets.
func (p *Plan) Write(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<18)
	line := append([]byte("\ufeff"), csvio.AppendRecord(nil, Columns)...)
	if _, err := out.Write(line); err != nil {
		return err
	}
	cells := make([]string, len(Columns))
	for i := range p.Actions {
		for n := range p.Actions[i].Changes {
			row := p.row(&p.Actions[i], n)
			for j, column := range Columns {
				cells[j] = csvio.GuardCell(row[column])
			}
			line = csvio.AppendRecord(line[:0], cells)
			if _, err := out.Write(line); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// row is one change of an action as cells by column.
func (p *Plan) row(a *Action, n int) map[string]string {
	c := a.Changes[n]
	cells := map[string]string{
		"decision": string(a.Decision), "who": a.Who, "mail": a.Mail, "why": a.Why, "deadline": a.Deadline.String(), "risk": string(a.Risk), "undo": a.Undo,
		"system": string(a.System), "attribute": c.Attribute, "op": string(c.Op), "before": Show(a.Table, c.Attribute, c.Before),
		"after": Show(a.Table, c.Attribute, c.After), "note": a.Note, "fix": a.Fix, "authority": string(a.Authority), "certainty": a.Certainty.String(),
		"depends_on": joinWords(a.DependsOn), "forest_or_tenant": a.Place, "identity": a.Identity, "rules": joinWords(a.Rules), "access": yes(a.Access),
		"table": a.Table, "target": a.Target, "snapshot": p.Snapshot, "action": a.ID, "row": strconv.Itoa(n + 1), "of": strconv.Itoa(len(a.Changes)),
	}
	cells["check"] = checks(sealedCells(cells, c))
	return cells
}

// sealedCells are the sealed cells of a row, values in the table's form.
func sealedCells(cells map[string]string, c Change) []string {
	all := make([]string, len(sealed))
	for i, column := range sealed {
		switch column {
		case "before":
			all[i] = c.Before
		case "after":
			all[i] = c.After
		default:
			all[i] = cells[column]
		}
	}
	return all
}
