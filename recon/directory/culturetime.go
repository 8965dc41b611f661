package directory

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// cultureDate is a date as a culture writes it: three numbers with the same separator between them.
type cultureDate struct {
	numbers   [3]int
	separator byte // '.', '/' or '-'
	yearFirst bool
}

// readCultureTime reads such a date, then perhaps a time of day, then perhaps an offset from UTC. Where the year comes first,
// the month is next. Else, with dots or dashes, the day comes first: no culture of Windows writes them with the month first.
// With slashes the order must be known.
func readCultureTime(text string, order DateOrder, zone *time.Location) (Cell, error) {
	date, clock, ok := cutCultureDate(text)
	if !ok {
		return Cell{}, errors.New("is no time in any known format")
	}
	day, month, year := date.numbers[0], date.numbers[1], date.numbers[2]
	form := ""
	switch {
	case date.yearFirst:
		day, year = year, day
		form = "year first"
	case date.separator != '/':
		form = DayMonth.String()
	default:
		if order == DateOrderUnsettled {
			order = date.evidence()
		}
		if order == DateOrderUnsettled && day != month {
			return Cell{}, ErrDateOrder
		}
		if order == MonthDay {
			day, month = month, day
		}
		form = order.String()
		if order == DateOrderUnsettled {
			form = "same day and month"
		}
	}
	clock, zone = cutOffset(clock, zone)
	seconds, ok := clockSeconds(clock)
	moment := time.Date(year, time.Month(month), day, seconds/3600, seconds/60%60, seconds%60, 0, zone)
	if !ok || month < 1 || month > 12 || time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Day() != day {
		return Cell{}, errors.New("is no time: there is no such day or hour, with the " + form)
	}
	return momentCell(moment, "date with the "+form)
}

// DateEvidence is the order of day and month that a text alone proves; unsettled when it proves none, or is no such date.
func DateEvidence(text string) DateOrder {
	date, _, ok := cutCultureDate(strings.TrimSpace(text))
	if !ok {
		return DateOrderUnsettled
	}
	return date.evidence()
}

func (d cultureDate) evidence() DateOrder {
	switch {
	case d.separator != '/' || d.yearFirst:
		return DateOrderUnsettled
	case d.numbers[0] > 12 && d.numbers[1] <= 12:
		return DayMonth
	case d.numbers[1] > 12 && d.numbers[0] <= 12:
		return MonthDay
	}
	return DateOrderUnsettled
}

// cutCultureDate cuts the date off a text. Czech, Slovak and others have spaces behind the dots: 3. 1. 2026; Hungarian has a
// dot at the end, too: 2026. 01. 03.
func cutCultureDate(text string) (date cultureDate, rest string, ok bool) {
	rest = text
	for i := range date.numbers {
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		number, err := strconv.ParseUint(rest[:digits], 10, 14)
		if err != nil || digits == 3 || digits > 4 || digits == 4 && i == 1 {
			return date, "", false
		}
		switch {
		case digits == 4 && i == 0:
			date.yearFirst = true
		case digits == 4 && date.yearFirst, digits == 1 && i == 2 && !date.yearFirst:
			return date, "", false
		case digits == 2 && i == 2 && !date.yearFirst:
			number += 2000
		}
		date.numbers[i], rest = int(number), rest[digits:]
		if i == 2 {
			break
		}
		if rest == "" || strings.IndexByte("./-", rest[0]) < 0 || i > 0 && rest[0] != date.separator {
			return date, "", false
		}
		date.separator, rest = rest[0], rest[1:]
		if date.separator == '.' {
			rest = strings.TrimLeft(rest, " ")
		}
	}
	if rest != "" && (rest[0] == ',' || rest[0] == '.' && date.separator == '.') {
		rest = rest[1:]
	}
	clock := strings.Join(strings.Fields(rest), " ")
	return date, clock, clock == "" || rest[0] < '0' || rest[0] > '9'
}

// cutOffset takes an offset such as +01:00 off a time of day, as .NET's DateTimeOffset prints it behind a space.
func cutOffset(clock string, zone *time.Location) (string, *time.Location) {
	at := strings.LastIndexByte(clock, ' ')
	if at < 0 {
		return clock, zone
	}
	offset, err := time.ParseInLocation("-07:00", clock[at+1:], time.UTC)
	if err != nil {
		return clock, zone
	}
	return clock[:at], offset.Location()
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
