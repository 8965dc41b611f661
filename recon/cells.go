package recon

import (
	"bytes"
	"time"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
)

// The helpers of this file read single cells of a snapshot where a whole decoded row would cost too much. They know only
// the snapshot's own forms, and say so when they meet another one.

func guidCell(column string, text []byte) (directory.GUID, error) {
	id, ok := directory.ParseGUIDBytes(text)
	if !ok {
		return id, badCell(column, text, "is no GUID")
	}
	return id, nil
}

func badCell(column string, text []byte, problem string) error {
	return &csvio.Error{Column: column, Value: string(text), Problem: problem, Hint: "a snapshot's tables are not edited by hand; import or export the table again"}
}

// isTrue and isFalse read a boolean cell; an empty one is neither.
func isTrue(text []byte) bool  { return len(text) == 4 && text[0] == 't' }
func isFalse(text []byte) bool { return len(text) == 5 && text[0] == 'f' }

// integer reads a number; anything else is 0, which stands for unknown in every column it is used for.
func integer(text []byte) int64 {
	var n int64
	for i, c := range text {
		if i == 0 && c == '-' {
			continue
		}
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int64(c-'0')
	}
	if len(text) > 0 && text[0] == '-' {
		return -n
	}
	return n
}

// unixSeconds reads an RFC 3339 time in UTC, as snapshots hold it; 0 when the cell is empty or older than 1970. The days are
// counted from March, so that the day that a leap year adds is the last one.
func unixSeconds(text []byte) uint32 {
	if len(text) < len("2006-01-02T15:04:05Z") {
		return 0
	}
	two := func(at int) int { return int(text[at]-'0')*10 + int(text[at+1]-'0') }
	year, month, day := two(0)*100+two(2), two(5), two(8)
	if month <= 2 {
		year, month = year-1, month+12
	}
	days := year*365 + year/4 - year/100 + year/400 + (month*153-457)/5 + day - 719469
	return uint32(max(0, ((days*24+two(11))*60+two(14))*60+two(17)))
}

// eachAddress calls found for every entry of a proxy address list with its type prefix and value, as written. The prefix
// is without its colon, and empty where there is none.
func eachAddress(list []byte, found func(prefix, value []byte)) {
	escaped := bytes.IndexByte(list, '\\') >= 0
	for len(list) > 0 {
		var entry []byte
		if escaped {
			entry, list = nextEntry(list)
		} else if end := bytes.IndexByte(list, ';'); end >= 0 {
			entry, list = list[:end], list[end+1:]
		} else {
			entry, list = list, nil
		}
		// Nearly all prefixes, smtp and x500, have four letters.
		colon := 4
		if len(entry) < 5 || entry[4] != ':' {
			colon = bytes.IndexByte(entry, ':')
		}
		if colon < 0 {
			found(nil, entry)
			continue
		}
		found(entry[:colon], entry[colon+1:])
	}
}

// primaryOf is the value of the only SMTP: entry of a list; empty when there is none, or more than one.
func primaryOf(list []byte) (primary []byte) {
	primaries := 0
	eachAddress(list, func(prefix, value []byte) {
		if isSMTP(prefix) && prefix[0] == 'S' {
			primary = value
			primaries++
		}
	})
	if primaries != 1 {
		return nil
	}
	return primary
}

// nextEntry cuts the first entry off a list joined with ';', where '\;' and '\\' stand for themselves.
func nextEntry(list []byte) (entry, rest []byte) {
	end := bytes.IndexByte(list, ';')
	if end < 0 {
		end = len(list)
	}
	if bytes.IndexByte(list[:end], '\\') < 0 {
		return list[:end], list[min(end+1, len(list)):]
	}
	for at := 0; at < len(list) && list[at] != ';'; at++ {
		if list[at] == '\\' && at+1 < len(list) {
			at++
		}
		entry = append(entry, list[at])
		rest = list[at+1:]
	}
	if len(rest) > 0 {
		rest = rest[1:]
	}
	return entry, rest
}

func isSMTP(prefix []byte) bool {
	return len(prefix) == 4 && prefix[0]|0x20 == 's' && prefix[1]|0x20 == 'm' && prefix[2]|0x20 == 't' && prefix[3]|0x20 == 'p'
}

func isX500(prefix []byte) bool {
	return len(prefix) == 4 && prefix[0]|0x20 == 'x' && prefix[1] == '5' && prefix[2] == '0' && prefix[3] == '0'
}

// guidHash is a GUID's hash in 32 bits; 0 for none. Two different GUIDs have the same one in four thousand million pairs.
func guidHash(column string, text []byte) (uint32, error) {
	if len(text) == 0 {
		return 0, nil
	}
	id, err := guidCell(column, text)
	if err != nil || id.IsZero() {
		return 0, err
	}
	return uint32(hashGUID(id, cloudKey)) | 1, nil
}

// seconds is a moment in Unix seconds; 0 when there is none, or it is before 1970.
func seconds(moment time.Time) uint32 {
	if moment.IsZero() {
		return 0
	}
	return uint32(max(0, moment.Unix()))
}
