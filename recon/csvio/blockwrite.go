package csvio

import "strings"

// AppendRecord appends one record in our own dialect: commas, a line feed, and quotes only around the fields that need
// them (RFC 4180).
func AppendRecord(line []byte, fields []string) []byte {
	for i, field := range fields {
		if i > 0 {
			line = append(line, ',')
		}
		// A record of one empty field would be an empty line.
		if !strings.ContainsAny(field, ",\"\r\n") && (field != "" || len(fields) > 1) {
			line = append(line, field...)
			continue
		}
		line = append(line, '"')
		for {
			quote := strings.IndexByte(field, '"')
			if quote < 0 {
				break
			}
			line = append(line, field[:quote+1]...)
			line = append(line, '"')
			field = field[quote+1:]
		}
		line = append(line, field...)
		line = append(line, '"')
	}
	return append(line, '\n')
}
