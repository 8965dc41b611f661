package main

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"rejoin/recon"
	"rejoin/recon/directory"
)

// screen is the first thing that a person sees of a run: what they need at two in the morning, in the order in which they need
// it.
type screen struct {
	w        io.Writer
	summary  recon.Summary
	findings []recon.Finding
	out      string
	err      error
}

func (s *screen) print() error {
	for _, section := range []func(){s.organisation, s.evidence, s.clocks, s.systemic, s.severities, s.rules, s.leftOut, s.people, s.next} {
		section()
	}
	return s.err
}

func (s *screen) line(format string, values ...any) {
	if _, err := fmt.Fprintf(s.w, format+"\n", values...); err != nil {
		s.err = cmp.Or(s.err, err)
	}
}

func (s *screen) grid(g grid) { s.err = cmp.Or(s.err, g.table(s.w)) }

// organisation says whose snapshot this is, and first of all whether synchronization works.
func (s *screen) organisation() {
	for _, f := range s.findings {
		if f.Identity == "" && f.Severity == recon.Critical && f.Systemic == 0 {
			s.line("%s %s: %s", strings.ToUpper(f.Severity.String()), f.Rule, cmp.Or(f.Evidence, f.Name))
		}
	}
	taken := ""
	if !s.summary.Now.IsZero() {
		taken = ", taken " + minute(s.summary.Now)
	}
	s.line("%s: snapshot %s%s", cmp.Or(s.summary.Tenant, "organisation not named"), s.summary.Snapshot[:12], taken)
	switch {
	case s.summary.LastSync.IsZero():
		s.line("last synchronization: unknown, the snapshot has no entra_organization")
	default:
		s.line("last synchronization: %s, %s before the snapshot", minute(s.summary.LastSync), span(s.summary.Now.Sub(s.summary.LastSync.Time)))
	}
	for _, anchor := range s.summary.Anchors {
		of := ""
		if anchor.Forest != "" {
			of = " of " + anchor.Forest
		}
		s.line("source anchor%s: %s", of, anchor.Column)
	}
	s.line("")
}

// evidence says what the verdicts rest on.
func (s *screen) evidence() {
	g := grid{head: []string{"table", "rows", "complete", "taken", "joined by identifier", "by address", "alone"}}
	for _, table := range s.summary.Tables {
		row := []string{table.Table, strconv.FormatInt(table.Rows, 10), string(table.Complete), s.age(table), "", "", ""}
		if table.Joined {
			row = append(row[:4], strconv.Itoa(table.Strong), strconv.Itoa(table.Other), strconv.Itoa(table.Alone))
		}
		g.rows = append(g.rows, row)
	}
	s.grid(g)
	for _, table := range s.summary.Tables {
		if len(table.Lossy) > 0 {
			s.line("%s: lost in the export, so not used: %s", table.Table, strings.Join(table.Lossy, ", "))
		}
		if len(table.Filters) > 0 {
			s.line("%s: exported with a filter: %s", table.Table, strings.Join(table.Filters, ", "))
		}
	}
	s.line("")
}

// age is how much older than the snapshot's now a table is.
func (s *screen) age(table recon.Coverage) string {
	if table.Oldest.IsZero() {
		return "unknown"
	}
	age := "now"
	if d := s.summary.Now.Sub(table.Oldest.Time); d > 0 {
		age = span(d) + " earlier"
	}
	if table.Assumed {
		age += " (file time)"
	}
	return age
}

// clocks are the moments after which something is lost.
func (s *screen) clocks() {
	if len(s.summary.Clocks) == 0 {
		return
	}
	const most = 5
	g := grid{head: []string{"too late after", "in", "severity", "rule", "", "people", "who"}}
	for i, clock := range s.summary.Clocks {
		if i == most {
			break
		}
		in := "past"
		if d := clock.When.Sub(s.summary.Now.Time); d > 0 {
			in = span(d)
		}
		g.rows = append(g.rows, []string{minute(clock.When), in, clock.Severity.String(), clock.Rule, clock.Name, strconv.Itoa(clock.People), clock.Who})
	}
	s.grid(g)
	if more := len(s.summary.Clocks) - most; more > 0 {
		s.line("and %d more deadlines in findings.csv", more)
	}
	s.line("")
}

// systemic are the causes that hit very many at once.
func (s *screen) systemic() {
	some := false
	for _, f := range s.findings {
		if f.Systemic > 0 {
			s.line("systemic: %s %s (%s): %s", f.Rule, f.Name, f.Severity, f.Evidence)
			some = true
		}
	}
	if some {
		s.line("")
	}
}

// severities counts the findings, and what can be done about them.
func (s *screen) severities() {
	g := grid{head: []string{"severity", "findings", "certain, with a fixer", "to decide", "report only"}}
	for _, one := range s.summary.Severities {
		if one.Findings > 0 {
			g.rows = append(g.rows, []string{one.Severity.String(), strconv.Itoa(one.Findings), strconv.Itoa(one.Fixable), strconv.Itoa(one.Decision), strconv.Itoa(one.Report)})
		}
	}
	if len(g.rows) == 0 {
		s.line("findings: none")
	} else {
		s.grid(g)
	}
	s.line("")
}

// rules counts the findings of each rule.
func (s *screen) rules() {
	g := grid{head: []string{"rule", "", "findings", "worst", "answer"}}
	for _, rule := range s.summary.Rules {
		if rule.Findings == 0 {
			continue
		}
		worst, answer := recon.Info, ""
		for _, f := range s.findings {
			if f.Rule == rule.Rule {
				worst, answer = max(worst, f.Severity), cmp.Or(answer, f.Fix)
			}
		}
		g.rows = append(g.rows, []string{rule.Rule, rule.Name, strconv.Itoa(rule.Findings), worst.String(), cmp.Or(answer, "report only")})
	}
	if len(g.rows) > 0 {
		s.grid(g)
		s.line("")
	}
}

// leftOut says what was not judged, and why.
func (s *screen) leftOut() {
	pending := 0
	byReason := map[string][]string{}
	var reasons []string
	for _, rule := range s.summary.Rules {
		pending += rule.Pending
		for _, not := range rule.NotEvaluated {
			who := rule.Rule
			if not.People > 0 {
				who += fmt.Sprintf(" for %s", people(not.People))
			}
			if byReason[not.Reason] == nil {
				reasons = append(reasons, not.Reason)
			}
			byReason[not.Reason] = append(byReason[not.Reason], who)
		}
	}
	if s.summary.Pending > 0 {
		s.line("pending: %s changed in AD after the last synchronization; %s about them left out until it has run", people(s.summary.Pending), count(pending, "finding"))
	}
	if s.summary.Accepted > 0 {
		s.line("accepted by the policy, and left out: %s", count(s.summary.Accepted, "finding"))
	}
	for _, expired := range s.summary.Expired {
		s.line("no longer accepted: %s", expired)
	}
	for _, reason := range reasons {
		s.line("not evaluated: %s (%s)", strings.Join(byReason[reason], ", "), reason)
	}
	if pending+s.summary.Accepted+len(s.summary.Expired)+len(reasons)+s.summary.Pending > 0 {
		s.line("")
	}
}

// people counts the identities by situation.
func (s *screen) people() {
	g := grid{head: []string{"situation", "people", "meaning"}}
	for i, situation := range recon.Situations() {
		if n := s.summary.Situations[i].People; n > 0 {
			g.rows = append(g.rows, []string{situation.String(), strconv.Itoa(n), situation.About()})
		}
	}
	s.grid(g)
	s.line("")
}

// next says what was written and what to do now.
func (s *screen) next() {
	s.line("written: %s, %s, %s", runFile(s.out, findingsName), runFile(s.out, identitiesName), runFile(s.out, summaryName))
	for _, f := range s.findings {
		if f.UPN != "" {
			s.line("next: rejoin show %s %s; rejoin rules explain %s", typable(f.UPN, f.Identity), s.out, f.Rule)
			return
		}
	}
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return strconv.Itoa(n) + " people"
}

func minute(t directory.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// span is a length of time in the two largest units that it has.
func span(d time.Duration) string {
	d = d.Round(time.Minute)
	days, hours, minutes := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60
	switch {
	case days > 1:
		return fmt.Sprintf("%d days", days)
	case days == 1:
		return fmt.Sprintf("1 day %d h", hours)
	case hours > 0:
		return fmt.Sprintf("%d h %d min", hours, minutes)
	}
	return fmt.Sprintf("%d min", minutes)
}

// typable is a name where it can be typed into any shell as it is, and the key of its person otherwise.
func typable(name, key string) string {
	special := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("@.-_+", r)
	}
	if strings.IndexFunc(name, special) >= 0 {
		return key
	}
	return name
}
