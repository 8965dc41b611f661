package fixers

// The calls: changes that are no attribute's value. Backends know them by these names.
const (
	CallRestore    = "restore"    // bring a soft-deleted Entra user back
	CallDelete     = "delete"     // soft-delete an Entra user
	CallPermission = "permission" // one permission on a mailbox
)

// What is there before and after CallRestore and CallDelete.
const (
	Live        = "live"
	SoftDeleted = "soft-deleted"
)

// UndoFix is the fixer that actions of an undo plan name.
const UndoFix = "undo"

// PermissionText is one permission as plans write it: right, trustee, allow or deny, and how it is inherited.
func PermissionText(right, trustee string, deny bool, inheritance string) string {
	text := right + " " + trustee
	if deny {
		text += " deny"
	} else {
		text += " allow"
	}
	if inheritance != "" {
		text += " " + inheritance
	}
	return text
}
