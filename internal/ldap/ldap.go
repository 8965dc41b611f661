// Package ldap is the project's way into Active Directory: one connection to one pinned domain controller, with searches that
// stream, changes that compare, and errors that say what to do.
//
// It stands on go-ldap and adds what a batch tool needs besides: proof that a search came to its end, values beyond the range
// limit, objects addressed by their GUID, and a refusal to send a password over a connection that others can read.
package ldap

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	goldap "github.com/go-ldap/ldap/v3"
)

// Settings say where a directory is and who asks.
type Settings struct {
	URL      string // ldaps://HOST[:PORT], or ldap:// with StartTLS or to a loopback address
	CAFile   string // PEM certificates to trust instead of the system's; empty: the system's
	StartTLS bool   // turn an ldap:// connection into an encrypted one before anything else is said
	Login    Login
}

// requestTimeout is how long one request may take: a little more than a domain controller allows a query (MaxQueryDuration,
// 120 s; KB 315071).
const requestTimeout = 150 * time.Second

// dialTimeout is how long a connection may take to come about.
const dialTimeout = 20 * time.Second

// Conn is a connection to one domain controller. It may be used by several goroutines at a time. A connection that the server
// closed while it was idle is opened again, to the same address, for requests that can be asked twice.
type Conn struct {
	settings Settings
	target   *url.URL
	security *tls.Config

	// ctx is Connect's: it bounds the connection's life, which is longer than that of the request that opens it again.
	ctx     context.Context
	mu      sync.Mutex
	conn    *goldap.Conn
	address string // of the server that answered first: a name may stand for several
	server  string // dsServiceName of that server; empty until the root DSE was read
}

// Connect opens a connection and signs in. The error says which of these did not work, and what to do.
func Connect(ctx context.Context, settings Settings) (*Conn, error) {
	target, err := checkTarget(settings)
	if err != nil {
		return nil, err
	}
	security, err := tlsConfig(settings.CAFile, target.Hostname())
	if err != nil {
		return nil, err
	}
	c := &Conn{ctx: ctx, settings: settings, target: target, security: security}
	if c.conn, err = c.dial(); err != nil {
		return nil, err
	}
	return c, nil
}

// Close ends the connection.
func (c *Conn) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn != nil {
		// The server may have closed it before; nothing is lost by that.
		_ = c.conn.Close()
	}
}

// Secure says how the connection is protected: TLS and its version, or that it is not.
func (c *Conn) Secure() string {
	state, ok := c.live().TLSConnectionState()
	if !ok {
		return "not encrypted"
	}
	return tls.VersionName(state.Version)
}

func (c *Conn) live() *goldap.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.conn
}

// dial opens a connection to the pinned address, or to whichever the name gives, and signs in.
func (c *Conn) dial() (*goldap.Conn, error) {
	port := c.target.Port()
	if port == "" {
		port = map[string]string{"ldaps": "636", "ldap": "389"}[c.target.Scheme]
	}
	address := c.address
	if address == "" {
		address = net.JoinHostPort(c.target.Hostname(), port)
	}
	dialer := net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	raw, err := dialer.DialContext(c.ctx, "tcp", address)
	if err != nil {
		return nil, unreachable(c.target, err)
	}
	c.address = raw.RemoteAddr().String()
	conn, err := c.secure(raw)
	if err != nil {
		return nil, err
	}
	conn.SetTimeout(requestTimeout)
	// go-ldap's requests know no context: an interrupt closes the connection under them.
	context.AfterFunc(c.ctx, func() { _ = conn.Close() })
	if err := c.settings.Login.bind(conn, c.target.Hostname()); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return conn, nil
}

// secure puts TLS around a connection, at once or by StartTLS.
func (c *Conn) secure(raw net.Conn) (*goldap.Conn, error) {
	if c.target.Scheme == "ldaps" {
		secured := tls.Client(raw, c.security)
		limited, cancel := context.WithTimeout(c.ctx, dialTimeout)
		defer cancel()
		if err := secured.HandshakeContext(limited); err != nil {
			_ = raw.Close()
			return nil, badTLS(c.target, err)
		}
		conn := goldap.NewConn(secured, true)
		conn.Start()
		return conn, nil
	}
	conn := goldap.NewConn(raw, false)
	conn.Start()
	if !c.settings.StartTLS {
		return conn, nil
	}
	conn.SetTimeout(dialTimeout)
	if err := conn.StartTLS(c.security); err != nil {
		_ = conn.Close()
		return nil, badTLS(c.target, err)
	}
	return conn, nil
}

// ask does a request that changes nothing. A connection that turns out to be gone is opened again once; a server that is busy is
// asked again after a while.
func (c *Conn) ask(ctx context.Context, doing string, request func(*goldap.Conn) error) error {
	redialled := false
	for wait := firstWait; ; wait *= 2 {
		if err := ctx.Err(); err != nil {
			return err
		}
		conn := c.live()
		err := request(conn)
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case isLost(err) && !redialled:
			redialled = true
			if err := c.reconnect(conn); err != nil {
				return err
			}
		case isBusy(err) && wait <= lastWait:
			if err := pause(ctx, wait); err != nil {
				return err
			}
		default:
			return translate(doing, err)
		}
	}
}

// firstWait and lastWait bound how long a busy server is given: six tries in some eight seconds.
const (
	firstWait = 250 * time.Millisecond
	lastWait  = 4 * time.Second
)

func pause(ctx context.Context, wait time.Duration) error {
	select {
	case <-time.After(wait):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// reconnect replaces a lost connection. That the same server answers is checked, where it is known which one it was: another one
// may not have the same changes yet.
func (c *Conn) reconnect(lost *goldap.Conn) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.conn != lost {
		return nil // another request was faster
	}
	_ = lost.Close()
	conn, err := c.dial()
	if err != nil {
		return &Error{Doing: "connecting again after the connection was lost", Problem: err.Error(), Code: goldap.ErrorNetwork}
	}
	c.conn = conn
	if c.server == "" {
		return nil
	}
	dse, err := readRootDSE(conn)
	if err != nil {
		return translate("reading the root DSE again", err)
	}
	if !strings.EqualFold(dse.Server, c.server) {
		_ = conn.Close()
		return &Error{Doing: "connecting again", Problem: "another domain controller answered, " + dse.Server + " instead of " + c.server,
			Hint: "name one domain controller in --url and run the command again", Code: goldap.ErrorNetwork}
	}
	return nil
}

// isLost says whether a request failed because the connection is gone. go-ldap passes an error of the network on as it is, or
// gives it a code of its own.
func isLost(err error) bool {
	if _, own := errors.AsType[*Error](err); own {
		return false
	}
	under, ok := asLDAP(err)
	return !ok || under.ResultCode == goldap.ErrorNetwork
}

// isBusy says whether the server asked to be left alone for a while.
func isBusy(err error) bool {
	return goldap.IsErrorAnyOf(err, goldap.LDAPResultBusy, goldap.LDAPResultUnavailable)
}
