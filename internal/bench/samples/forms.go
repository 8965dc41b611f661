package main

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The forms in which producers write cells. Each takes the canonical text.

// bytesOf is a GUID as Export-Csv writes an attribute of bytes: sixteen decimal numbers.
func bytesOf(guid string) string {
	var numbers []string
	for _, b := range windowsBytes(guid) {
		numbers = append(numbers, strconv.Itoa(int(b)))
	}
	return strings.Join(numbers, " ")
}

// hexOf is a GUID as csvde writes binary attributes.
func hexOf(guid string) string { return fmt.Sprintf("X'%x'", windowsBytes(guid)) }

// hexSID is a SID as csvde writes it: revision, number of subauthorities, authority, subauthorities (MS-DTYP 2.4.2).
func hexSID(sid string) string {
	parts := strings.Split(sid, "-")[2:]
	b := []byte{1, byte(len(parts) - 1), 0, 0, 0, 0, 0}
	authority, _ := strconv.Atoi(parts[0])
	b = append(b, byte(authority))
	for _, part := range parts[1:] {
		n, err := strconv.ParseUint(part, 10, 32)
		if err != nil {
			panic(err)
		}
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return fmt.Sprintf("X'%x'", b)
}

// braced is a GUID in braces and capitals.
func braced(guid string) string { return "{" + strings.ToUpper(guid) + "}" }

// words are how a language says true and false.
func words(yes, no string) func(string) string {
	return func(canonical string) string {
		if canonical == "true" {
			return yes
		}
		return no
	}
}

// date writes times in a layout, in UTC.
func date(layout string) func(string) string {
	return func(canonical string) string { return parsed(canonical).Format(layout) }
}

func parsed(canonical string) time.Time {
	t, err := time.Parse(time.RFC3339, canonical)
	if err != nil {
		panic(err)
	}
	return t
}

// The layouts of some cultures, and of LDAP.
const (
	germanDate      = "02.01.2006 15:04:05"
	frenchDate      = "02/01/2006 15:04:05"
	americanDate    = "1/2/2006 3:04:05 PM"
	generalizedTime = "20060102150405.0Z"
)

// fileTime is how LDAP writes pwdLastSet and accountExpires: a hundred nanoseconds since 1601.
func fileTime(canonical string) string {
	const secondsTo1970 = 11_644_473_600
	return strconv.FormatInt((parsed(canonical).Unix()+secondsTo1970)*10_000_000, 10)
}

// ticks is a time with seven decimals and an offset, as .NET writes round-trip dates.
func ticks(canonical string) string {
	return parsed(canonical).Format("2006-01-02T15:04:05.0000000+00:00")
}

// joined writes a list with another separator.
func joined(separator string) func(string) string {
	return func(canonical string) string { return strings.ReplaceAll(canonical, ";", separator) }
}

// mailboxSize is how Exchange writes a number of bytes.
func mailboxSize(canonical string) string {
	n, err := strconv.ParseInt(canonical, 10, 64)
	if err != nil {
		panic(err)
	}
	digits, grouped := canonical, ""
	for len(digits) > 3 {
		grouped = "," + digits[len(digits)-3:] + grouped
		digits = digits[:len(digits)-3]
	}
	for _, unit := range []string{"B", "KB", "MB"} {
		if n < 1024 {
			return fmt.Sprintf("%d %s (%s%s bytes)", n, unit, digits, grouped)
		}
		n /= 1024
	}
	return fmt.Sprintf("%d GB (%s%s bytes)", n, digits, grouped)
}
