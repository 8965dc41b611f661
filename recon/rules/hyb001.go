package rules

import (
	"fmt"
	"time"

	"rejoin/recon"
	"rejoin/recon/directory"
)

// stalledAfter is how long synchronization may be silent: it runs every half hour, and reports a stall itself after three hours.
const stalledAfter = 3 * time.Hour

var syncStalled = &recon.Rule{
	ID: "HYB001", Name: "sync-stalled", Severity: recon.Critical,
	Doc: `Synchronization from AD to Entra ID has not run for more than three hours.
Nothing that is mended in AD reaches the cloud, and much of what looks broken is only late: mend this first, then take a new snapshot.
No hit: a tenant without directory synchronization.
Source: Microsoft Learn, Entra Connect Health (synchronization runs every 30 minutes).`,
	Needs: []string{"entra_organization.onPremisesLastSyncDateTime"},
	Organisation: func(p *recon.Pass) {
		if p.Org.Tenant == nil || p.Org.Tenant.OnPremisesSyncEnabled != directory.True || p.Org.LastSync.IsZero() || p.Org.Now.IsZero() {
			return
		}
		silent := p.Org.Now.Sub(p.Org.LastSync).Round(time.Minute)
		if silent <= stalledAfter {
			return
		}
		p.Report(recon.Finding{System: directory.Entra, Object: p.Org.Tenant.ID.String(), Attribute: "onPremisesLastSyncDateTime", Have: p.Org.Tenant.OnPremisesLastSyncDateTime.String(),
			Apart: true, Evidence: fmt.Sprintf("synchronization last ran %d h %02d min before the snapshot: mend that first, much else may only be late", int(silent.Hours()), int(silent.Minutes())%60)})
	},
}
