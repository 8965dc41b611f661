package ldaptest

import (
	"encoding/binary"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// The tags of an object in a search's answer (RFC 4511, 4.5.2). Objects are encoded by hand: with a tree of packets for each, the
// server would be what a benchmark of the client measures.
const (
	tagSequence = 0x30
	tagSet      = 0x31
	tagOctets   = 0x04
	tagEntry    = 0x64 // SearchResultEntry
)

// entryEncoder collects the attributes of one object.
type entryEncoder struct{ list, one, values []byte }

func (e *entryEncoder) add(name string, values []string) {
	e.values = e.values[:0]
	for _, value := range values {
		e.values = append(appendHead(e.values, tagOctets, len(value)), value...)
	}
	e.one = append(appendHead(e.one[:0], tagOctets, len(name)), name...)
	e.one = append(appendHead(e.one, tagSet, len(e.values)), e.values...)
	e.list = append(appendHead(e.list, tagSequence, len(e.one)), e.one...)
}

// message is the whole answer.
func (e *entryEncoder) message(id int64, name string) []byte {
	body := append(appendHead(nil, tagOctets, len(name)), name...)
	body = append(appendHead(body, tagSequence, len(e.list)), e.list...)
	inner := ber.NewInteger(ber.ClassUniversal, ber.TypePrimitive, ber.TagInteger, id, "").Bytes()
	inner = append(appendHead(inner, tagEntry, len(body)), body...)
	return append(appendHead(nil, tagSequence, len(inner)), inner...)
}

// appendHead writes a tag and a length (X.690, 8.1.3).
func appendHead(to []byte, tag byte, length int) []byte {
	switch {
	case length < 0x80:
		return append(to, tag, byte(length))
	case length < 0x10000:
		return binary.BigEndian.AppendUint16(append(to, tag, 0x82), uint16(length))
	}
	return binary.BigEndian.AppendUint32(append(to, tag, 0x84), uint32(length))
}
