package directory

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
)

// DateOrder says whether 3/4/2026 is the third of April or the fourth of March.
type DateOrder uint8

// The orders of a date. Unsettled: no one has said, and nothing shows it.
const (
	DateOrderUnsettled DateOrder = iota
	DayMonth
	MonthDay
)

// String is the order in words, for reports.
func (o DateOrder) String() string { return [...]string{"unsettled", "day first", "month first"}[o] }

// ErrDateOrder says that a date may be read in two ways.
var ErrDateOrder = errors.New("may be day/month or month/day")

// isoLayouts are the times that can be read in one way only. A time without a zone is in the zone of the rules.
var isoLayouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999", "2006-01-02T15:04",
	"2006-01-02 15:04", "2006-01-02", "20060102150405.999999999Z07:00", "20060102150405Z07:00", time.RFC1123Z, "January 2, 2006",
	"Monday, January 2, 2006 3:04:05 PM", "January 2, 2006 3:04:05 PM", "02-Jan-2006", "2 Jan 2006"}

// readTime reads a moment as tools and spreadsheets write it.
func readTime(text string, rules Rules) (Cell, error) {
	zone := rules.Zone
	if zone == nil {
		zone = time.UTC
	}
	// Other names of zones are refused: time.Parse takes those it does not know for UTC.
	numbered := text
	if bare, ok := strings.CutSuffix(text, " GMT"); ok {
		numbered = bare + " +0000"
	}
	for _, layout := range isoLayouts {
		if moment, err := time.ParseInLocation(layout, numbered, zone); err == nil {
			cell, err := momentCell(moment, "other time format")
			if cell.Text == text {
				cell.Form = ""
			}
			return cell, err
		}
	}
	if number, err := strconv.ParseInt(text, 10, 64); err == nil {
		return readFileTime(number)
	}
	if milliseconds, ok := jsonDate(text); ok {
		return momentCell(time.UnixMilli(milliseconds), "milliseconds since 1970")
	}
	if isRounded(text) {
		return Cell{Loss: "a number that a spreadsheet has rounded"}, nil
	}
	if value, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64); err == nil && value > 20000 && value < 80000 {
		return Cell{Loss: "a spreadsheet's serial date"}, nil
	}
	return readCultureTime(text, rules.Dates, zone)
}

// jsonDate reads /Date(1767449100000)/, as PowerShell 5.1's ConvertTo-Json writes times. The milliseconds are UTC; an offset
// behind them, such as +0100, only says where they were written.
func jsonDate(text string) (milliseconds int64, ok bool) {
	inner, opened := strings.CutPrefix(text, "/Date(")
	inner, closed := strings.CutSuffix(inner, ")/")
	if !opened || !closed {
		return 0, false
	}
	if at := len(inner) - len("+0100"); at > 0 && (inner[at] == '+' || inner[at] == '-') && strings.Trim(inner[at+1:], "0123456789") == "" {
		inner = inner[:at]
	}
	milliseconds, err := strconv.ParseInt(inner, 10, 64)
	return milliseconds, err == nil
}

// noMoment says whether a moment is .NET's DateTime.MinValue or the start of FILETIME, which tools print for "never". In local
// time, as Get-ADUser writes them, they are up to a day off.
func noMoment(moment time.Time) bool {
	sinceStart := moment.Unix() - fileTimeStart
	return moment.Year() <= 1 || sinceStart > -secondsPerDay && sinceStart < secondsPerDay
}

func momentCell(moment time.Time, form string) (Cell, error) {
	if noMoment(moment) {
		return Cell{Form: "never"}, nil
	}
	if year := moment.UTC().Year(); year > 9999 || year < 1 {
		return Cell{}, errors.New("is no time of our calendar")
	}
	return Cell{Text: moment.UTC().Format(time.RFC3339Nano), Form: form}, nil
}

// fileTimeStart is 1601-01-01 in Unix seconds.
const fileTimeStart = -11644473600

const secondsPerDay = 24 * 60 * 60

// readFileTime reads a Windows FILETIME: 100 ns since 1601. Zero and the largest number mean never (MS-ADTS, accountExpires).
func readFileTime(number int64) (Cell, error) {
	if number == 0 || number == math.MaxInt64 {
		return Cell{Form: "never"}, nil
	}
	if number < 1e15 {
		if number > 20000 && number < 80000 {
			return Cell{Loss: "a spreadsheet's serial date"}, nil
		}
		return Cell{}, errors.New("is no time: too small a number for 100 ns since 1601")
	}
	return momentCell(time.Unix(number/1e7+fileTimeStart, number%1e7*100), "100 ns since 1601")
}
