package rules

import (
	"encoding/json"
	"strings"

	"rejoin/recon"
	"rejoin/recon/directory"
)

var syncError = &recon.Rule{
	ID: "HYB002", Name: "sync-or-provisioning-error", Severity: recon.High,
	Doc: `Entra ID reports an error about the user that nobody has resolved.
A value that another object holds is quarantined: the user goes without it, or gets a name with four digits. The value and its present
holder are named where the snapshot shows them; once the other object gives it up, it heals within an hour.
No hit: provisioning errors that are marked as resolved.
Source: Microsoft Learn, duplicate attribute resiliency; Graph, onPremisesProvisioningError and serviceProvisioningError.`,
	Needs:  []string{"entra_users.onPremisesProvisioningErrors"},
	Sides:  recon.OnEntra,
	Cause:  "one object holds a value that many others want",
	Screen: func(r recon.Record) bool { return r.All(recon.SyncErrors) },
	Check: func(p *recon.Pass) {
		e := p.LiveEntra()
		var synced []struct {
			Category string `json:"category"`
			Property string `json:"propertyCausingError"`
			Value    string `json:"value"`
		}
		if json.Unmarshal([]byte(e.OnPremisesProvisioningErrors), &synced) == nil {
			for _, one := range synced {
				f := recon.Finding{System: directory.Entra, Attribute: "onPremisesProvisioningErrors", Have: one.Value, Evidence: one.Category + " of " + one.Property}
				if holder := p.Org.HolderOf(one.Value, p.Identity); holder != "" {
					f.Evidence += "; " + holder + " holds the value"
				}
				p.Report(f)
			}
		}
		var service []struct {
			Resolved bool   `json:"isResolved"`
			Instance string `json:"serviceInstance"`
		}
		if json.Unmarshal([]byte(e.ServiceProvisioningErrors), &service) == nil {
			for _, one := range service {
				if !one.Resolved {
					p.Report(recon.Finding{System: directory.Entra, Attribute: "serviceProvisioningErrors", Have: one.Instance, Evidence: "the service " + strings.TrimSpace(one.Instance) + " could not provision the user"})
				}
			}
		}
	},
}
