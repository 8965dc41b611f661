package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst moves a command's flags in front of its operands, because cli takes everything after the first operand for an
// operand: a --commit that stands last would be ignored without a word. After "--" everything is an operand. A flag that
// the command does not have is a mistake, never an operand.
func flagsFirst(app *cli.App, args []string) ([]string, error) {
	if len(args) < 2 {
		return args, nil
	}
	if args[1] == "help" {
		return slices.Concat(args[:1], args[2:min(len(args), 3)], []string{"--help"}), nil
	}
	command := app.Command(args[1])
	if command == nil {
		return args, nil
	}
	var flags, operands []string
	rest := args[2:]
	for len(rest) > 0 {
		word := rest[0]
		rest = rest[1:]
		if word == "--" {
			operands = append(operands, rest...)
			break
		}
		if len(word) < 2 || word[0] != '-' {
			operands = append(operands, word)
			continue
		}
		name, _, withValue := strings.Cut(strings.TrimLeft(word, "-"), "=")
		takesValue, known := flagShape(command, name)
		if known && (name == "help" || name == "h") {
			return []string{args[0], args[1], "--help"}, nil
		}
		if !known {
			return nil, usagef("%s has no flag %s; rejoin %s --help lists them", command.Name, word, command.Name)
		}
		flags = append(flags, word)
		if takesValue && !withValue {
			if len(rest) == 0 {
				return nil, usagef("the flag %s needs a value; rejoin %s --help explains it", word, command.Name)
			}
			flags = append(flags, rest[0])
			rest = rest[1:]
		}
	}
	return slices.Concat(args[:2], flags, []string{"--"}, operands), nil
}

// flagShape says whether a command has a flag of that name, and whether the flag takes a value.
func flagShape(command *cli.Command, name string) (takesValue, known bool) {
	if name == "help" || name == "h" {
		return false, true
	}
	for _, flag := range command.Flags {
		if slices.Contains(flag.Names(), name) {
			_, boolean := flag.(*cli.BoolFlag)
			return !boolean, true
		}
	}
	return false, false
}

// operands checks how many operands a command was given and names what is missing.
func operands(c *cli.Context, names ...string) ([]string, error) {
	given := c.Args().Slice()
	switch {
	case len(given) < len(names):
		return nil, usagef("%s needs %s; rejoin %s --help shows how", c.Command.Name, strings.Join(names[len(given):], " and "), c.Command.Name)
	case len(given) > len(names):
		return nil, usagef("%s takes only %s, and was also given %q", c.Command.Name, strings.Join(names, " and "), given[len(names)])
	}
	for i, text := range given {
		if strings.TrimSpace(text) == "" {
			return nil, usagef("%s is empty; rejoin %s --help shows how", names[i], c.Command.Name)
		}
	}
	return given, nil
}

// required is the value of a flag that a command cannot do without.
func required(c *cli.Context, flag string) (string, error) {
	if value := c.String(flag); value != "" {
		return value, nil
	}
	return "", usagef("%s needs --%s; rejoin %s --help explains it", c.Command.Name, flag, c.Command.Name)
}
