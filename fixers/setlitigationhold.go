package fixers

import (
	"strconv"

	"rejoin/recon/directory"
	"rejoin/recon/plan"
	"rejoin/recon/policy"
)

var setLitigationHold = &Fixer{
	Name: "set-litigation-hold", Title: "puts the mailbox on the litigation hold that the policy wants",
	Doc: `Needs Exchange Online Plan 2 or an archive add-on. A hold that is on is never set again: that would restart its date. It takes up to an
hour to work, and 240 minutes to show everywhere.`,
	Risk: plan.Hard, NoUndo: "ending a hold is a legal decision", Systems: []directory.System{directory.EXO},
	Propose: func(c *Case) {
		wish, ok := c.HoldWish()
		switch {
		case c.Mailbox == nil || !ok:
			c.Refuse("the mailbox is not in the snapshot, or the policy names no hold for it")
			return
		case c.Mailbox.LitigationHoldEnabled == directory.True:
			c.Refuse("the hold is on already")
			return
		}
		if e := c.LiveEntra(); e != nil && c.Org.Has("entra_skus") {
			if l := c.Org.Licences(e); l.MailboxPlan < 2 && !l.Archive {
				c.Refuse("it needs Exchange Online Plan 2 or an archive add-on, and the person has neither")
				return
			}
		} else {
			c.Refuse("the person's licences are not in the snapshot")
			return
		}
		b := c.Exchange().Set("LitigationHoldEnabled", "true")
		if wish.Duration == policy.Unlimited {
			b.Set("LitigationHoldDuration", "Unlimited")
		} else if wish.Duration > 0 {
			b.Set("LitigationHoldDuration", strconv.Itoa(int(wish.Duration)))
		}
		if wish.Owner != "" {
			b.Set("LitigationHoldOwner", wish.Owner)
		}
	},
}
