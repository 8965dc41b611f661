package policy

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"rejoin/recon/directory"
)

func (l *loader) choice(n *yaml.Node, at string) Choice {
	text := l.text(n, at)
	switch strings.ToLower(text) {
	case "true", "yes":
		return Yes
	case "false", "no":
		return No
	case "":
		return Unsaid
	}
	l.bad(n, at, text, "is neither true nor false", "write true or false")
	return Unsaid
}

func (l *loader) column(n *yaml.Node, at, table string) string {
	name := l.text(n, at)
	if name == "" {
		return ""
	}
	definition, _ := directory.TableNamed(table)
	column, ok := definition.Column(name)
	if !ok {
		l.bad(n, at, name, "is no column of "+table, "rejoin columns "+table+" lists them")
		return ""
	}
	return column.Name
}

func (l *loader) dn(n *yaml.Node, at string) string {
	name := l.text(n, at)
	if name != "" && !isDN(name) {
		l.bad(n, at, name, "is no distinguished name", "write it as AD does, OU=Leavers,DC=contoso,DC=example")
		return ""
	}
	return tidyDN(name)
}

var domainName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`)

func (l *loader) domain(n *yaml.Node, at string) string {
	name := strings.ToLower(l.text(n, at))
	if name != "" && !domainName.MatchString(name) {
		l.bad(n, at, name, "is no domain", "write it without @, such as contoso.example")
		return ""
	}
	return name
}

func (l *loader) domains(n *yaml.Node, at string) (all []string) {
	l.each(n, at, func(n *yaml.Node, at string) { all = append(all, l.domain(n, at)) })
	return all
}

func (l *loader) percent(n *yaml.Node, at string) float64 {
	text := l.text(n, at)
	if text == "" {
		return 0
	}
	number, ok := strings.CutSuffix(text, "%")
	share, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	// Whatever is no number fails this comparison too: with NaN nothing would ever be systemic.
	if inside := share > 0 && share <= 100; !ok || err != nil || !inside {
		l.bad(n, at, text, "is no share", "write a percentage above 0 and up to 100, such as 5%")
		return 0
	}
	return share / 100
}

// day is the end of a day, UTC.
func (l *loader) day(n *yaml.Node, at string) time.Time {
	text := l.text(n, at)
	if text == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		l.bad(n, at, text, "is no date", "write a day such as 2027-03-31")
		return time.Time{}
	}
	return day.Add(24*time.Hour - time.Second)
}

func (l *loader) severity(n *yaml.Node, at string) string {
	word := l.text(n, at)
	switch word {
	case "", "critical", "high", "medium", "low", "info":
		return word
	}
	l.bad(n, at, word, "is no severity", "write critical, high, medium, low or info")
	return ""
}
