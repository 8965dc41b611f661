package psgrammar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Scan reads a script without the grammar, as far as the scripts of this project go: comments of one line, texts in single quotes, [char]
// casts, commands named Verb-Noun. Anything else that could hide a text is an error.
func Scan(file, text string) (Script, error) {
	s := &scanner{script: Script{File: file}, rest: []rune(strings.TrimPrefix(text, "\ufeff")), line: 1}
	for len(s.rest) > 0 {
		if err := s.next(); err != nil {
			return s.script, fmt.Errorf("%s:%d: %w", file, s.line, err)
		}
	}
	s.endText()
	return s.script, nil
}

type scanner struct {
	script Script
	rest   []rune
	line   int

	open   []int // the commands that are open at each depth of brackets, as indexes; -1: none
	now    int   // the command that parameters belong to, +1; 0: none
	text   []uint16
	inText bool
	joined bool // a plus sign stands after the text
}

var (
	commandName = regexp.MustCompile(`^[A-Z][A-Za-z]*-[A-Z][A-Za-z]*`)
	parameter   = regexp.MustCompile(`^-[A-Za-z]+`)
	charCast    = regexp.MustCompile(`^\[char\]0x([0-9A-F]{4})`)
	definition  = regexp.MustCompile(`^function [A-Z][A-Za-z]*-[A-Z][A-Za-z]*`)
	word        = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*`)
)

func (s *scanner) next() error {
	r := s.rest[0]
	ahead := string(s.rest[:min(len(s.rest), 80)])
	switch {
	case r == '\n':
		s.endText()
		s.now, s.line = 0, s.line+1
		s.skip(1)
	case unicode.IsSpace(r):
		s.skip(1)
	case isQuote(r):
		return s.literal()
	case r == '"' || r == '“' || r == '”' || r == '„' || r == '`' || strings.HasPrefix(ahead, "<#"):
		return fmt.Errorf("unexpected %q: texts in double quotes, backticks and long comments could hide one", r)
	case charCast.MatchString(ahead):
		unit, _ := strconv.ParseUint(charCast.FindStringSubmatch(ahead)[1], 16, 16)
		s.add([]uint16{uint16(unit)})
		s.skip(len(charCast.FindString(ahead)))
	case r == '+':
		s.joined = s.inText
		s.skip(1)
	case r == '#':
		for len(s.rest) > 0 && s.rest[0] != '\n' {
			s.skip(1)
		}
	case strings.ContainsRune("({", r):
		s.endText()
		s.open, s.now = append(s.open, s.now), 0
		s.skip(1)
	case strings.ContainsRune(")}", r):
		s.endText()
		if len(s.open) == 0 {
			return fmt.Errorf("%q closes nothing", r)
		}
		s.now, s.open = s.open[len(s.open)-1], s.open[:len(s.open)-1]
		s.skip(1)
	case strings.ContainsRune(";|", r):
		s.endText()
		s.now = 0
		s.skip(1)
	case definition.MatchString(ahead):
		s.skip(len(definition.FindString(ahead)))
	case commandName.MatchString(ahead):
		name := commandName.FindString(ahead)
		s.script.Commands = append(s.script.Commands, Command{Name: name, Line: s.line})
		s.now = len(s.script.Commands)
		s.skip(len(name))
	case parameter.MatchString(ahead):
		s.endText()
		if s.now > 0 {
			c := &s.script.Commands[s.now-1]
			c.Parameters = append(c.Parameters, parameter.FindString(ahead))
		}
		s.skip(len(parameter.FindString(ahead)))
	case word.MatchString(ahead):
		s.endText()
		s.skip(len(word.FindString(ahead)))
	default:
		s.endText()
		s.skip(1)
	}
	return nil
}

// literal reads a text in single quotes, any of the five: two of them stand for the first.
func (s *scanner) literal() error {
	var text []rune
	for i := 1; i < len(s.rest); i++ {
		r := s.rest[i]
		switch {
		case !isQuote(r):
			text = append(text, r)
			if r == '\n' {
				return fmt.Errorf("a text goes on in the next line")
			}
		case i+1 < len(s.rest) && isQuote(s.rest[i+1]):
			text = append(text, r)
			i++
		default:
			s.add(utf16.Encode(text))
			s.skip(i + 1)
			return nil
		}
	}
	return fmt.Errorf("a text does not end")
}

func isQuote(r rune) bool {
	switch r {
	case '\'', '‘', '’', '‚', '‛':
		return true
	}
	return false
}

// add joins a piece to the text that a plus sign stands after, or begins another one.
func (s *scanner) add(units []uint16) {
	if !s.joined {
		s.endText()
	}
	s.text, s.inText, s.joined = append(s.text, units...), true, false
}

func (s *scanner) endText() {
	if s.inText {
		s.script.Literals = append(s.script.Literals, string(utf16.Decode(s.text)))
	}
	s.text, s.inText, s.joined = nil, false, false
}

func (s *scanner) skip(n int) { s.rest = s.rest[n:] }
