package psgrammar

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Product is where a command comes from.
type Product string

// The products whose commands scripts use. Every session has PowerShell's own.
const (
	PowerShell      Product = "powershell"
	ActiveDirectory Product = "activedirectory"
	OnPremises      Product = "exchange-onprem"
	Online          Product = "exchange-online"
	Graph           Product = "graph-authentication"
)

// Session are the products whose commands are there where scripts run on-premises, or else in the cloud.
func Session(onPremises bool) []Product {
	if onPremises {
		return []Product{ActiveDirectory, OnPremises}
	}
	return []Product{Online, Graph}
}

//go:embed cmdlets.csv
var cmdlets string

// published are the parameters of the commands that a product has.
var published = func() map[Product]map[string][]string {
	all := map[Product]map[string][]string{}
	rows, err := csv.NewReader(strings.NewReader(cmdlets)).ReadAll()
	if err != nil {
		panic(err) // the list is built in
	}
	for _, row := range rows[1:] {
		product := Product(row[0])
		if all[product] == nil {
			all[product] = map[string][]string{}
		}
		all[product][row[1]] = append(all[product][row[1]], row[2])
	}
	return all
}()

// common are the parameters that every command has.
var common = []string{"ErrorAction", "WarningAction", "Verbose"}

var function = regexp.MustCompile(`(?m)^function ([A-Z][A-Za-z]*-[A-Z][A-Za-z]*)`)

// Unknown lists what a script names that none of the products has, but for the functions that the script itself defines.
func Unknown(script Script, text string, products ...Product) []string {
	var own []string
	for _, match := range function.FindAllStringSubmatch(text, -1) {
		own = append(own, match[1])
	}
	var problems []string
	for _, command := range script.Commands {
		// What is called by a variable is a block of the script's own.
		if slices.Contains(own, command.Name) || strings.HasPrefix(command.Name, "$") {
			continue
		}
		var known []string
		found := false
		for _, product := range append([]Product{PowerShell}, products...) {
			if parameters, ok := published[product][command.Name]; ok {
				known, found = append(known, parameters...), true
			}
		}
		if !found {
			problems = append(problems, fmt.Sprintf("%s:%d: %s is no command of %v", script.File, command.Line, command.Name, products))
			continue
		}
		for _, parameter := range command.Parameters {
			name := strings.TrimPrefix(parameter, "-")
			if !slices.Contains(known, name) && !slices.Contains(common, name) {
				problems = append(problems, fmt.Sprintf("%s:%d: %s has no parameter %s in %v", script.File, command.Line, command.Name, parameter, products))
			}
		}
	}
	return problems
}
