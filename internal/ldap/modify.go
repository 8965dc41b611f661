package ldap

import (
	"context"

	goldap "github.com/go-ldap/ldap/v3"
)

// Change is what becomes of one attribute: values to take away, and values to add. Both must fit what the object has now, or the
// server refuses. That makes a change with the expected value under Remove a comparison and a change in one step.
type Change struct {
	Attribute string
	Remove    [][]byte
	Add       [][]byte
}

// Modify makes all changes to one object, or none of them. It is asked once: of a connection that was lost meanwhile nobody knows
// whether the change was made, and IsLost tells such an error. The caller reads the object again.
//
// A value under Remove that the object does not have is noSuchAttribute (16); a value under Add that it has already, or a second
// one for an attribute that holds one, is attributeOrValueExists (20).
func (c *Conn) Modify(ctx context.Context, name string, changes []Change) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	request := goldap.NewModifyRequest(name, nil)
	for _, change := range changes {
		if len(change.Remove) > 0 {
			request.Delete(change.Attribute, texts(change.Remove))
		}
		if len(change.Add) > 0 {
			request.Add(change.Attribute, texts(change.Add))
		}
	}
	conn := c.live()
	if conn.IsClosing() {
		// The server closed it while nobody asked anything: nothing was sent yet.
		if err := c.reconnect(conn); err != nil {
			return err
		}
		conn = c.live()
	}
	return translate("changing "+name, conn.Modify(request))
}

// texts are raw values as go-ldap takes them: it sends the bytes of its strings as they are.
func texts(values [][]byte) []string {
	all := make([]string, len(values))
	for i, value := range values {
		all[i] = string(value)
	}
	return all
}
