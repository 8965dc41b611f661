// Command cloud gives a snapshot of the lab's Active Directory its other two sides: the tables of Entra ID and Exchange Online that
// belong to it. They follow from what AD holds now and from the lab's table of defects alone, so that the same command is the lab's
// synchronization, too: run on a later export, it carries AD's present state over, with a later onPremisesLastSyncDateTime.
//
//	go run ./internal/lab/cloud SNAP TRUTH.csv
package main

import (
	"fmt"
	"os"

	"rejoin/recon/directory"
	"rejoin/recon/snapshot"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: cloud SNAP TRUTH.csv")
		os.Exit(64)
	}
	if err := synchronize(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "cloud:", err)
		os.Exit(1)
	}
}

// synchronize writes the cloud's tables into a snapshot, or anew.
func synchronize(snap, truthFile string) error {
	kinds, err := readKinds(truthFile)
	if err != nil {
		return err
	}
	edit, err := snapshot.Begin(snap)
	if err != nil {
		return err
	}
	users, err := snapshot.ReadRows[directory.ADUser](edit.Snapshot(), "ad_users")
	if err != nil {
		return err
	}
	c := &cloud{at: directory.Time{Time: edit.Snapshot().Now()}, kinds: kinds, owner: map[string]bool{}}
	for i := range users.Rows {
		c.add(&users.Rows[i])
	}
	if err := c.write(edit); err != nil {
		edit.Abandon()
		return err
	}
	return edit.Commit()
}
