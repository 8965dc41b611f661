// Package ldaptest is an Active Directory in the memory of a test: a server on a loopback port that speaks LDAP and insists on
// what a Windows domain controller insists on, and a friendlier stand-in does not. Answers hold at most 1,000 objects and 1,500 values
// of an attribute, a search that needs more without paging is cut off, values compare without regard to letter case, unknown
// critical controls are refused, and the cookie of one connection is worth nothing on another. Faults are made on demand.
package ldaptest

import (
	"crypto/tls"
	"net"
	"strings"
	"sync"
	"testing"
)

// The limits of a domain controller as Windows has them (KB 315071).
const (
	MaxPageSize = 1000
	MaxValRange = 1500
)

// Server is one domain controller. Its fields are set before Start.
type Server struct {
	Base      string            // the domain's naming context; empty: DC=contoso,DC=example
	Passwords map[string]string // by the name that signs in: a UPN or distinguished name
	Schema    []string          // the attributes that the schema has; nil: every one
	Single    []string          // attributes that hold one value
	Writable  []string          // attributes that may be written; nil: every one
	Syncers   []string          // accounts that may use DirSync
	TLS       *tls.Config       // nil: ldap:// without StartTLS
	Server    string            // dsServiceName; empty: a usual one
	Fault     func(Request) Fault

	mu       sync.Mutex
	entries  []*Entry
	byName   map[string]*Entry
	made     population
	usn      int64
	listener net.Listener
	open     map[net.Conn]bool
	running  sync.WaitGroup
}

// Request is what a fault decides on.
type Request struct {
	Kind   string // bind, search or modify
	Base   string // the search's base, or the name of the object to be changed or of who signs in
	Filter string
	Page   int // of a paged search, from 0
	Number int // of the requests on this connection, from 0
}

// Fault is what goes wrong with a request. The zero value: nothing.
type Fault struct {
	Code       uint16 // answer with this result code
	Diagnostic string
	Drop       bool // close the connection instead of an answer
	After      int  // with Drop: after so many objects of a search's answer
}

// Start lets the server listen until the test ends.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	if err := s.Listen(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
}

// Listen is Start without a test. The caller closes the server.
func (s *Server) Listen() error {
	s.prepare()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.listener, s.open = listener, map[net.Conn]bool{}
	s.running.Go(s.accept)
	return nil
}

// URL is where the server listens, without encryption.
func (s *Server) URL() string { return "ldap://" + s.listener.Addr().String() }

// SecureURL is where a server with TLS listens.
func (s *Server) SecureURL() string { return "ldaps://" + s.listener.Addr().String() }

// Close ends the server and its connections.
func (s *Server) Close() {
	_ = s.listener.Close()
	s.DropAll()
	s.running.Wait()
}

// DropAll closes every open connection, as a domain controller does with idle ones (MaxConnIdleTime).
func (s *Server) DropAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.open {
		_ = conn.Close()
	}
}

func (s *Server) accept() {
	for {
		raw, err := s.listener.Accept()
		if err != nil {
			return
		}
		conn := raw
		if s.TLS != nil {
			conn = tls.Server(raw, s.TLS)
		}
		s.mu.Lock()
		s.open[conn] = true
		s.mu.Unlock()
		s.running.Go(func() {
			serve(s, conn)
			s.mu.Lock()
			delete(s.open, conn)
			s.mu.Unlock()
			_ = conn.Close()
		})
	}
}

func (s *Server) prepare() {
	if s.byName != nil {
		return
	}
	if s.Base == "" {
		s.Base = "DC=contoso,DC=example"
	}
	if s.Server == "" {
		s.Server = "CN=NTDS Settings,CN=DC01,CN=Servers,CN=Site,CN=Sites,CN=Configuration," + s.Base
	}
	s.byName = map[string]*Entry{}
}

// Host is the server's full DNS name, made from its naming context.
func (s *Server) Host() string {
	return "dc01." + strings.ReplaceAll(strings.TrimPrefix(strings.ToLower(s.Base), "dc="), ",dc=", ".")
}

func (s *Server) fault(r Request) Fault {
	if s.Fault == nil {
		return Fault{}
	}
	return s.Fault(r)
}

func containsFold(all []string, name string) bool {
	for _, one := range all {
		if strings.EqualFold(one, name) {
			return true
		}
	}
	return false
}
