package bench

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
)

// writeTables writes the three systems side by side. Each has its own order of the same people: Active Directory that of
// their numbers, which is also the truth's; the others one of their own.
func writeTables(dir string, from population) error {
	var cloud, exchange bytes.Buffer // the truth about those who are not in AD, and those who are in Exchange Online alone
	var wait sync.WaitGroup
	failed := make([]error, 3)
	wait.Go(func() { failed[0] = from.writeEntra(dir, &cloud) })
	wait.Go(func() { failed[1] = from.writeExchange(dir, &exchange) })
	answer, err := os.Create(filepath.Join(dir, truth+".csv"))
	if err != nil {
		return err
	}
	failed[2] = from.writeAD(dir, answer)
	wait.Wait()
	_, err = answer.Write(append(cloud.Bytes(), exchange.Bytes()...))
	return errors.Join(append(failed, err, answer.Close(), writeTenant(dir))...)
}

// writeAD writes ad_users.csv, and the truth about everybody in it. A linked mailbox's object follows its account.
func (o population) writeAD(dir string, answer *os.File) error {
	truths := newRows(answer, false)
	truths.header(truthHeader)
	err := o.writeTable(dir, adUsers, adUserCells, func(table *rows, s sheet) {
		p := person{from: &o}
		for number := range o.size {
			p.become(number)
			if !p.inAD() {
				continue
			}
			table.person(s.cells, &p)
			truths.person(truthCells, &p)
			if p.role == linkedUser {
				p.resourceSide = true
				table.person(s.cells, &p)
			}
		}
	})
	return errors.Join(err, truths.flush())
}

// writeEntra writes entra_users.csv and entra_deleted_users.csv, and the truth about those who are not in AD.
func (o population) writeEntra(dir string, answer *bytes.Buffer) error {
	truths := newRows(answer, false)
	order := newShuffle(o.Seed, forEntraOrder, o.size)
	write := func(deleted bool) func(*rows, sheet) {
		return func(table *rows, s sheet) {
			p := person{from: &o}
			for i := range o.size {
				number := order.at(i)
				if _, f := o.classify(number); f.deleted() != deleted {
					continue
				}
				p.become(number)
				if !p.inEntra() {
					continue
				}
				table.person(s.cells, &p)
				if !p.inAD() {
					truths.person(truthCells, &p)
				}
			}
		}
	}
	return errors.Join(
		o.writeTable(dir, entraUsers, entraUserCells, write(false)),
		o.writeTable(dir, entraDeletedUsers, entraDeletedUserCells, write(true)),
		truths.flush(),
	)
}

// writeExchange writes exo_mailboxes.csv, and the truth about those whom no other system has.
func (o population) writeExchange(dir string, answer *bytes.Buffer) error {
	truths := newRows(answer, false)
	order := newShuffle(o.Seed, forMailboxOrder, o.size)
	err := o.writeTable(dir, exoMailboxes, exoMailboxCells, func(table *rows, s sheet) {
		p := person{from: &o}
		for i := range o.size {
			p.become(order.at(i))
			if !p.inExchange() {
				continue
			}
			table.person(s.cells, &p)
			if !p.inAD() && !p.inEntra() {
				truths.person(truthCells, &p)
			}
		}
	})
	return errors.Join(err, truths.flush())
}

// writeTable makes one file, with its first line, and lets write fill it.
func (o population) writeTable(dir, table string, cells map[string]cell, write func(*rows, sheet)) error {
	s, err := newSheet(table, cells)
	if err != nil {
		return err
	}
	file, err := os.Create(filepath.Join(dir, table+".csv"))
	if err != nil {
		return err
	}
	r := newRows(file, o.QuoteAll)
	r.header(s.header)
	write(r, s)
	return errors.Join(r.flush(), file.Close())
}
