package ldaptest

import (
	"bufio"
	"fmt"
	"net"
	"strings"

	ber "github.com/go-asn1-ber/asn1-ber"
	goldap "github.com/go-ldap/ldap/v3"
)

// session is one connection.
type session struct {
	server *Server
	conn   net.Conn
	out    *bufio.Writer
	user   string // who signed in; empty: nobody
	number int    // of requests so far
	pages  map[string]*paged
}

func serve(s *Server, conn net.Conn) {
	c := &session{server: s, conn: conn, out: bufio.NewWriterSize(conn, 1<<16), pages: map[string]*paged{}}
	defer c.forget()
	in := bufio.NewReader(conn)
	for {
		packet, err := ber.ReadPacket(in)
		if err != nil || len(packet.Children) < 2 {
			return
		}
		id, _ := packet.Children[0].Value.(int64)
		if !c.answer(id, packet) || c.out.Flush() != nil {
			return
		}
	}
}

// forget ends the searches of which pages were still to come.
func (c *session) forget() {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	for _, state := range c.pages {
		state.stop()
	}
}

// result is how a request ended.
type result struct {
	code       uint16
	diagnostic string
}

// answer does one request, and says whether the connection goes on.
func (c *session) answer(id int64, packet *ber.Packet) bool {
	operation := packet.Children[1]
	controls, refused := c.controls(packet)
	number := c.number
	c.number++
	var tag ber.Tag
	var request Request
	switch operation.Tag {
	case goldap.ApplicationUnbindRequest:
		return false
	case goldap.ApplicationAbandonRequest:
		return true
	case goldap.ApplicationBindRequest:
		tag, request = goldap.ApplicationBindResponse, Request{Kind: "bind", Base: text(operation.Children[1])}
	case goldap.ApplicationSearchRequest:
		return c.search(id, operation, controls, refused, number)
	case goldap.ApplicationModifyRequest:
		tag, request = goldap.ApplicationModifyResponse, Request{Kind: "modify", Base: text(operation.Children[0])}
	default:
		c.done(id, operation.Tag+1, result{goldap.LDAPResultProtocolError, "not known here"}, nil)
		return true
	}
	request.Number = number
	fault := c.server.fault(request)
	switch {
	case fault.Drop:
		return false
	case fault.Code != 0:
		c.done(id, tag, result{fault.Code, fault.Diagnostic}, nil)
	case refused:
		c.done(id, tag, unknownControl, nil)
	case request.Kind == "bind":
		c.done(id, tag, c.bind(operation), nil)
	default:
		c.done(id, tag, c.modify(operation), nil)
	}
	return true
}

var unknownControl = result{goldap.LDAPResultUnavailableCriticalExtension, "00000057: LdapErr: DSID-0C090001, comment: Error processing control, data 0, v4563"}

// bind signs in with a name and a password, whose letter case counts.
func (c *session) bind(operation *ber.Packet) result {
	name, secret := text(operation.Children[1]), operation.Children[2]
	if secret.Tag != 0 {
		return result{goldap.LDAPResultAuthMethodNotSupported, ""}
	}
	for known, password := range c.server.Passwords {
		if strings.EqualFold(known, name) && password == secret.Data.String() {
			c.user = known
			return result{}
		}
	}
	return result{goldap.LDAPResultInvalidCredentials, "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data 52e, v4563\x00"}
}

// controls decodes a request's controls; refused says that one is critical and unknown.
func (c *session) controls(packet *ber.Packet) (known []goldap.Control, refused bool) {
	if len(packet.Children) < 3 {
		return nil, false
	}
	for _, child := range packet.Children[2].Children {
		oid := text(child.Children[0])
		critical := len(child.Children) > 1 && child.Children[1].Tag == ber.TagBoolean && child.Children[1].Value == true
		switch oid {
		case goldap.ControlTypePaging, goldap.ControlTypeDirSync, controlShowDeleted, controlDomainScope:
			if control, err := goldap.DecodeControl(child); err == nil {
				known = append(known, control)
				continue
			}
		}
		refused = refused || critical
	}
	return known, refused
}

const (
	controlShowDeleted = "1.2.840.113556.1.4.417"
	controlDomainScope = "1.2.840.113556.1.4.1339"
)

// done writes the last answer to a request.
func (c *session) done(id int64, tag ber.Tag, r result, controls []goldap.Control) {
	body := ber.Encode(ber.ClassApplication, ber.TypeConstructed, tag, nil, "")
	body.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagEnumerated, int64(r.code), ""))
	body.AppendChild(octets(""))
	body.AppendChild(octets(r.diagnostic))
	c.write(id, body, controls)
}

func (c *session) write(id int64, body *ber.Packet, controls []goldap.Control) {
	packet := ber.NewSequence("")
	packet.AppendChild(ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, id, ""))
	packet.AppendChild(body)
	if len(controls) > 0 {
		list := ber.Encode(ber.ClassContext, ber.TypeConstructed, 0, nil, "")
		for _, control := range controls {
			list.AppendChild(control.Encode())
		}
		packet.AppendChild(list)
	}
	// A client that went away is noticed when the answer is flushed.
	_, _ = c.out.Write(packet.Bytes())
}

func octets(value string) *ber.Packet {
	return ber.NewString(ber.ClassUniversal, ber.TypePrimitive, ber.TagOctetString, value, "")
}

func text(packet *ber.Packet) string {
	if packet.Data == nil {
		return fmt.Sprint(packet.Value)
	}
	return packet.Data.String()
}
