package handmade

import (
	"fmt"
	"path/filepath"
	"strings"

	"rejoin/recon/csvio"
)

// origin is where the rows of one part come from, as errors name it: a CSV file and its lines, or the objects of Graph's
// pages, which are counted over all of them.
type origin struct {
	file    string
	objects bool
}

func (g group) origin() origin {
	return origin{strings.Join(g.files, ", "), g.pages}
}

// source is the origin as the manifest names it: the files without their directories.
func (g group) source() string {
	var names []string
	for _, file := range g.files {
		names = append(names, filepath.Base(file))
	}
	return strings.Join(names, ";")
}

// at is the place of a record in words.
func (o origin) at(line int) string {
	if o.objects {
		return fmt.Sprintf("object %d of %s", line, o.file)
	}
	return fmt.Sprintf("%s:%d", o.file, line)
}

// place is the place of a record within its file.
func (o origin) place(line int) string {
	if o.objects {
		return fmt.Sprintf("object %d", line)
	}
	return fmt.Sprintf("line %d", line)
}

// wrong gives an error the place of a record; line 0 is the file's header.
func (o origin) wrong(line int, err csvio.Error) error {
	switch {
	case !o.objects:
		err.File, err.Line = o.file, max(1, line)
	case line > 0:
		err.File = o.at(line)
	default:
		err.File = o.file
	}
	return &err
}
