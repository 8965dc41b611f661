package handmade

import (
	"os"
	"strings"
	"time"

	"rejoin/recon/csvio"
)

// group is what becomes one part: a CSV file, or all the JSON pages.
type group struct {
	files []string
	pages bool
}

func groupFiles(files []string) []group {
	var groups []group
	pages := group{pages: true}
	for _, file := range files {
		if strings.HasSuffix(strings.ToLower(file), ".json") {
			pages.files = append(pages.files, file)
			continue
		}
		groups = append(groups, group{files: []string{file}})
	}
	if len(pages.files) > 0 {
		groups = append(groups, pages)
	}
	return groups
}

// open opens a group and tells its form.
func (g group) open(request Request) (source, string, []string, error) {
	if !g.pages {
		reader, err := csvio.Open(g.files[0], request.CSV)
		if err != nil {
			return nil, "", nil, err
		}
		return reader, reader.Dialect().String(), nil, nil
	}
	var names []string
	for _, column := range request.Table.Columns {
		names = append(names, column.Name)
	}
	pages, err := csvio.OpenPages(g.files, names)
	if err != nil {
		return nil, "", nil, err
	}
	return pages, "Graph JSON", pages.Unknown(), nil
}

// taken is when the group's objects looked as they are: what the request says, else the latest change of its files.
func (g group) taken(request Request) (moment time.Time, assumed bool, err error) {
	if !request.Taken.IsZero() {
		return request.Taken, false, nil
	}
	for _, file := range g.files {
		info, err := os.Stat(file)
		if err != nil {
			return time.Time{}, false, err
		}
		if info.ModTime().After(moment) {
			moment = info.ModTime()
		}
	}
	return moment.UTC().Truncate(time.Second), true, nil
}
