package recon

import (
	"strings"

	"rejoin/recon/csvio"
	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

// prepare gathers the facts about the organisation that depend on the big tables. What single people ask of all the others is
// answered for the candidates only, in one pass over AD's records.
func (o *Org) prepare(r *Result, candidates []screened) error {
	if err := o.readRecipients(); err != nil {
		return err
	}
	wanted := o.questions(candidates)
	parts := make([]answers, r.o.workers)
	r.o.inParallel(r.o.ad.n, func(worker, low, high int) { parts[worker].look(r.o, wanted, low, high) })
	all := newAnswers()
	for i := range parts {
		all.add(&parts[i])
	}
	o.OnPremisesMailboxes, o.anchorHolders, o.mailboxHolders, o.sidHolders = all.onPremises, all.anchors, all.mailboxes, all.sids
	o.domainsSeen = all.domains
	for row, guid := range r.o.consistency {
		if wanted.anchors[guid] {
			o.anchorHolders[guid] = append(o.anchorHolders[guid], object{inAD, row})
		}
	}
	if err := o.findHolders(candidates); err != nil {
		return err
	}
	if err := o.readPermissions(); err != nil {
		return err
	}
	return o.findDuplicates()
}

// questions are the identifiers of candidates that AD's records are searched for.
type questions struct {
	anchors, mailboxes map[directory.GUID]bool
	sids               map[key]bool
	filter             *keySet
}

func (o *Org) questions(candidates []screened) questions {
	q := questions{map[directory.GUID]bool{}, map[directory.GUID]bool{}, map[key]bool{}, nil}
	for row, sid := range o.o.master {
		if o.o.ad.at(row).facts&MasterUnlinked != 0 {
			q.sids[sid] = true
		}
	}
	for _, one := range candidates {
		e := o.o.entryOf(one.self)
		if e.entra != none && e.entra&deletedBit == 0 && (e.ad == none || e.entraBy != ByAnchor) {
			user := o.o.entra.at(e.entra)
			if !user.anchor.IsZero() {
				q.anchors[user.anchor] = true
			}
			if user.sid != 0 {
				q.sids[user.sid] = true
			}
		}
		if e.exo == none || e.ad == none {
			continue
		}
		recipient := e.ad
		if e.linked != none {
			recipient = e.linked
		}
		if mailbox := o.o.exo.at(e.exo).mailbox; mailbox != o.o.ad.at(recipient).mailbox {
			q.mailboxes[mailbox] = true
		}
	}
	var keys []key
	for guid := range q.anchors {
		keys = append(keys, hashGUID(guid, anchorKey))
	}
	for guid := range q.mailboxes {
		keys = append(keys, hashGUID(guid, cloudKey))
	}
	for sid := range q.sids {
		keys = append(keys, sid)
	}
	q.filter = newKeySet(keys)
	return q
}

// answers are the AD users who hold what the questions ask for.
type answers struct {
	onPremises         int
	anchors, mailboxes map[directory.GUID][]object
	sids               map[key][]object
	domains            map[uint32]bool // hashes of domains that users are of
}

func newAnswers() answers {
	return answers{0, map[directory.GUID][]object{}, map[directory.GUID][]object{}, map[key][]object{}, map[uint32]bool{}}
}

func (a *answers) look(o *organisation, q questions, low, high int) {
	*a = newAnswers()
	for row := ref(low); row < ref(high); row++ {
		user := o.ad.at(row)
		one := object{inAD, row}
		if user.facts&OnPremisesType != 0 {
			a.onPremises++
		}
		if !a.domains[user.domain] {
			a.domains[user.domain] = true
		}
		if q.filter.has(hashGUID(user.object, anchorKey)) && q.anchors[user.object] {
			a.anchors[user.object] = append(a.anchors[user.object], one)
		}
		if q.filter.has(hashGUID(user.mailbox, cloudKey)) && q.mailboxes[user.mailbox] {
			a.mailboxes[user.mailbox] = append(a.mailboxes[user.mailbox], one)
		}
		if q.filter.has(user.sid) && q.sids[user.sid] {
			a.sids[user.sid] = append(a.sids[user.sid], one)
		}
	}
}

func (a *answers) add(b *answers) {
	a.onPremises += b.onPremises
	for guid, holders := range b.anchors {
		a.anchors[guid] = append(a.anchors[guid], holders...)
	}
	for guid, holders := range b.mailboxes {
		a.mailboxes[guid] = append(a.mailboxes[guid], holders...)
	}
	for domain := range b.domains {
		a.domains[domain] = true
	}
	for sid, holders := range b.sids {
		a.sids[sid] = append(a.sids[sid], holders...)
	}
}

// readRecipients keeps the recipients that are no mailbox and have an Entra id. exo_recipients lists every mailbox again, so
// it is read in blocks and most of it dropped.
func (o *Org) readRecipients() error {
	for _, part := range o.o.snapshot.Table("exo_recipients") {
		if err := o.readRecipientPart(part); err != nil {
			return err
		}
	}
	return nil
}

func (o *Org) readRecipientPart(part snapshot.Part) error {
	table, err := o.o.snapshot.OpenPart(part)
	if err != nil {
		return err
	}
	defer table.Close()
	names := table.Header.Names
	decoder := directory.NewDecoder[directory.Recipient](names)
	details := table.Header.Index("RecipientTypeDetails")
	stats, err := csvio.Reduce(table, places(0, len(names)), o.o.workers, func() *recipientBlock {
		return &recipientBlock{decoder: decoder, details: details}
	}, func(b *recipientBlock) error {
		o.others = append(o.others, b.rows...)
		for i := range b.rows {
			if id := b.rows[i].ExternalDirectoryObjectID; !id.IsZero() {
				o.recipients[id] = &b.rows[i]
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return o.o.snapshot.CheckRead(part, stats)
}

// recipientBlock is a reducer that keeps the rows which are no mailbox.
type recipientBlock struct {
	decoder *directory.Decoder[directory.Recipient]
	details int
	rows    []directory.Recipient
}

func (b *recipientBlock) Row(row csvio.Row) error {
	if b.details >= 0 && isListedMailbox(row.Fields[b.details]) {
		return nil
	}
	var r directory.Recipient
	if cell, err := b.decoder.Decode(row.Fields, &r); err != nil {
		return &csvio.Error{Column: cell.Name, Value: cell.Value, Problem: err.Error(), Hint: "import or export the table again"}
	}
	b.rows = append(b.rows, r)
	return nil
}

func (b *recipientBlock) Reset() { b.rows = nil }

// isListedMailbox says whether a recipient is a mailbox that exo_mailboxes lists too. The mailboxes of Microsoft 365 groups are not
// there.
func isListedMailbox(details []byte) bool {
	switch string(details) {
	case "UserMailbox", "SharedMailbox", "RoomMailbox", "EquipmentMailbox":
		return true
	case "GroupMailbox":
		return false
	}
	return isSystemMailbox(details)
}

// hasADDomain says whether the snapshot's AD has a domain: as a row of ad_domains, or as the domain of some user.
func (o *organisation) hasADDomain(folded string) bool {
	for _, domain := range o.org.adDomains {
		if directory.Fold(domain.Name) == folded && domain.SuffixOnly != directory.True {
			return true
		}
	}
	_, domain := unitOf([]byte("CN=,DC=" + strings.ReplaceAll(folded, ".", ",DC=")))
	return o.org.domainsSeen[domain]
}
