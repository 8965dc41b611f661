package rules

import (
	"encoding/json"
	"time"

	"rejoin/recon"
	"rejoin/recon/directory"
)

// states are a user's licenseAssignmentStates; none where the cell is empty or no list.
func states(e *directory.EntraUser) []recon.AssignmentState {
	var all []recon.AssignmentState
	if e.LicenseAssignmentStates == "" || json.Unmarshal([]byte(e.LicenseAssignmentStates), &all) != nil {
		return nil
	}
	return all
}

// licencePending says whether a licence of the user changed less than a day before the snapshot, or is not assigned yet.
func licencePending(p *recon.Pass, e *directory.EntraUser) bool {
	for _, state := range states(e) {
		if state.State == "PendingInput" || !state.LastUpdated.IsZero() && !p.Org.Now.IsZero() && p.Org.Now.Sub(state.LastUpdated.Time) < 24*time.Hour {
			return true
		}
	}
	return false
}

// licenceError is the error with which a licence of the user is not assigned; empty when there is none.
func licenceError(e *directory.EntraUser) string {
	for _, state := range states(e) {
		if state.State == "Error" || state.State == "ActiveWithError" {
			return state.Error
		}
	}
	return ""
}
