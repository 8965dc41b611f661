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
	"2006-01-02 15:04", "2006-01-02", "20060102150405.999999999Z07:00", "20060102150405Z07:00"}

// readTime reads a moment as tools and spreadsheets write it.
func readTime(text string, rules Rules) (Cell, error) {
	zone := rules.Zone
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range isoLayouts {
		if moment, err := time.ParseInLocation(layout, text, zone); err == nil {
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
	if inner, ok := strings.CutPrefix(text, "/Date("); ok {
		number, _, _ := strings.Cut(strings.TrimSuffix(inner, ")/"), "+")
		if milliseconds, err := strconv.ParseInt(number, 10, 64); err == nil {
			return momentCell(time.UnixMilli(milliseconds), "milliseconds since 1970")
		}
	}
	if value, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64); err == nil && value > 20000 && value < 80000 {
		return Cell{Loss: "a spreadsheet's serial date"}, nil
	}
	return readCultureTime(text, rules.Dates, zone)
}

// noMoment is .NET's DateTime.MinValue and the start of FILETIME: tools print them for "never".
func noMoment(moment time.Time) bool { return moment.Year() <= 1 || moment.Unix() == fileTimeStart }

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

// readCultureTime reads a date as a culture writes it: three numbers, then perhaps a time of day. With dots or dashes the day
// comes first; no culture of Windows writes them with the month first. With slashes the order must be known.
func readCultureTime(text string, order DateOrder, zone *time.Location) (Cell, error) {
	date, clock, _ := strings.Cut(strings.Join(strings.Fields(text), " "), " ")
	date = strings.TrimSuffix(date, ",")
	numbers, separator, ok := dateNumbers(date)
	if !ok {
		return Cell{}, errors.New("is no time in any known format")
	}
	if separator != '/' {
		order = DayMonth
	}
	if order == DateOrderUnsettled {
		if order = DateEvidence(text); order == DateOrderUnsettled {
			if numbers[0] != numbers[1] {
				return Cell{}, ErrDateOrder
			}
			order = DayMonth
		}
	}
	day, month, year := numbers[0], numbers[1], numbers[2]
	if order == MonthDay {
		day, month = month, day
	}
	seconds, ok := clockSeconds(clock)
	moment := time.Date(year, time.Month(month), day, seconds/3600, seconds/60%60, seconds%60, 0, zone)
	if !ok || moment.Day() != day || int(moment.Month()) != month {
		return Cell{}, errors.New("is no time: there is no such day or hour, with the " + order.String())
	}
	return momentCell(moment, "date with the "+order.String())
}

// DateEvidence is the order of day and month that a text alone proves; unsettled when it proves none, or is no such date.
func DateEvidence(text string) DateOrder {
	date, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	numbers, separator, ok := dateNumbers(strings.TrimSuffix(date, ","))
	switch {
	case !ok || separator != '/':
		return DateOrderUnsettled
	case numbers[0] > 12 && numbers[1] <= 12:
		return DayMonth
	case numbers[1] > 12 && numbers[0] <= 12:
		return MonthDay
	}
	return DateOrderUnsettled
}

// dateNumbers reads three numbers with the same separator between them.
func dateNumbers(date string) (numbers [3]int, separator byte, ok bool) {
	at := strings.IndexAny(date, "./-")
	if at < 1 {
		return numbers, 0, false
	}
	separator = date[at]
	parts := strings.Split(date, date[at:at+1])
	if len(parts) != 3 || len(parts[2]) != 2 && len(parts[2]) != 4 {
		return numbers, separator, false
	}
	for i, part := range parts {
		value, err := strconv.ParseUint(part, 10, 14)
		if err != nil || i < 2 && len(part) > 2 {
			return numbers, separator, false
		}
		numbers[i] = int(value)
	}
	if len(parts[2]) == 2 {
		numbers[2] += 2000
	}
	return numbers, separator, true
}

// clockSeconds reads a time of day such as 14:05:00, 2:05 PM, 14.05 or nothing, as seconds since midnight.
func clockSeconds(clock string) (int, bool) {
	if clock == "" {
		return 0, true
	}
	half := 0
	upper := strings.ToUpper(strings.NewReplacer("\u202f", " ", ".M.", "M", ".m.", "M").Replace(clock))
	for i, suffix := range []string{"AM", "PM"} {
		if rest, ok := strings.CutSuffix(upper, suffix); ok {
			upper, half = strings.TrimSpace(rest), 1+i
		}
	}
	parts := strings.FieldsFunc(upper, func(r rune) bool { return r == ':' || r == '.' })
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	seconds := 0
	for i := range 3 {
		value := uint64(0)
		if i < len(parts) {
			var err error
			if value, err = strconv.ParseUint(parts[i], 10, 8); err != nil || i > 0 && value > 59 || value > 23 && i == 0 {
				return 0, false
			}
		}
		if i == 0 && half > 0 {
			if value == 0 || value > 12 {
				return 0, false
			}
			value = value%12 + uint64(half-1)*12
		}
		seconds = seconds*60 + int(value)
	}
	return seconds, true
}
