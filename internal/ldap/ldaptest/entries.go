package ldaptest

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Entry is one object. Attributes keep their order; the server adds objectGUID, distinguishedName, whenChanged, whenCreated and
// uSNChanged where they are not given.
type Entry struct {
	Name       string // its distinguished name
	Attributes []Attribute
}

// Attribute is a name and its values.
type Attribute struct {
	Name   string
	Values []string
}

// Attr is short for an attribute with text values.
func Attr(name string, values ...string) Attribute { return Attribute{name, values} }

// population makes objects when they are needed, so that many of them take no memory.
type population struct {
	number int
	make   func(int) *Entry
}

// Populate adds many objects, which are made when a search comes to them. make must give the same object for the same number.
func (s *Server) Populate(number int, make func(int) *Entry) {
	s.prepare()
	s.made = population{number, make}
}

// Add adds objects.
func (s *Server) Add(entries ...*Entry) {
	s.prepare()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, entry := range entries {
		s.usn++
		s.complete(entry, s.usn)
		s.entries = append(s.entries, entry)
		s.byName[fold(entry.Name)] = entry
	}
}

// madeAt is when all objects were made.
var madeAt = time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC)

func (s *Server) complete(entry *Entry, usn int64) {
	guid := sha256.Sum256([]byte(fold(entry.Name)))
	stamp := madeAt.Add(time.Duration(usn) * time.Second).Format("20060102150405.0Z")
	for _, usual := range []Attribute{Attr("objectGUID", string(guid[:16])), Attr("distinguishedName", entry.Name), Attr("whenCreated", stamp),
		Attr("whenChanged", stamp), Attr("uSNChanged", strconv.FormatInt(usn, 10))} {
		if len(entry.Values(usual.Name)) == 0 {
			entry.Attributes = append(entry.Attributes, usual)
		}
	}
}

// Change sets an attribute of an object from outside of LDAP, as another administrator would. No values: it is cleared.
func (s *Server) Change(name, attribute string, values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byName[fold(name)].set(attribute, values)
	s.touch(s.byName[fold(name)])
}

// Relink sets an attribute of an object without a trace on the object, as happens to links when another object changes.
func (s *Server) Relink(name, attribute string, values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byName[fold(name)].set(attribute, values)
}

// Rename gives an object another distinguished name. Links to it are not followed.
func (s *Server) Rename(name, to string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry := s.byName[fold(name)]
	delete(s.byName, fold(name))
	s.byName[fold(to)] = entry
	entry.Name = to
	entry.set("distinguishedName", []string{to})
	s.touch(entry)
}

// Remove takes an object away for good.
func (s *Server) Remove(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry := s.byName[fold(name)]
	delete(s.byName, fold(name))
	s.entries = slices.DeleteFunc(s.entries, func(one *Entry) bool { return one == entry })
	s.usn++
}

// Get is an object's values of an attribute now.
func (s *Server) Get(name, attribute string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.byName[fold(name)].Values(attribute))
}

func (s *Server) touch(entry *Entry) {
	s.usn++
	entry.set("uSNChanged", []string{strconv.FormatInt(s.usn, 10)})
	entry.set("whenChanged", []string{madeAt.Add(time.Duration(s.usn) * time.Second).Format("20060102150405.0Z")})
}

// Values are the values of an attribute; nil when the object has none.
func (e *Entry) Values(name string) []string {
	for _, attribute := range e.Attributes {
		if strings.EqualFold(attribute.Name, name) {
			return attribute.Values
		}
	}
	return nil
}

func (e *Entry) set(name string, values []string) {
	e.Attributes = slices.DeleteFunc(e.Attributes, func(one Attribute) bool { return strings.EqualFold(one.Name, name) })
	if len(values) > 0 {
		e.Attributes = append(e.Attributes, Attribute{name, values})
	}
}

// named finds the object of a distinguished name or <GUID=…>; nil when there is none.
func (s *Server) named(name string) *Entry {
	text, isGUID := strings.CutPrefix(strings.ToUpper(name), "<GUID=")
	if !isGUID {
		return s.byName[fold(name)]
	}
	raw, err := hex.DecodeString(strings.TrimSuffix(text, ">"))
	if err != nil {
		return nil
	}
	for entry := range s.all() {
		if guid := entry.Values("objectGUID"); len(guid) == 1 && guid[0] == string(raw) {
			return entry
		}
	}
	return nil
}

// all are the objects in the server's order.
func (s *Server) all() iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for _, entry := range s.entries {
			if !yield(entry) {
				return
			}
		}
		for i := range s.made.number {
			entry := s.made.make(i)
			s.complete(entry, int64(i)+1)
			if !yield(entry) {
				return
			}
		}
	}
}

func fold(text string) string { return strings.ToLower(text) }
