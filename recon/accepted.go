package recon

import "fmt"

// applyPolicy rates findings as the policy says, and leaves out those that it accepts.
func (c *classification) applyPolicy(o *Org) {
	p := o.Policy
	kept := c.findings[:0]
	for _, f := range c.findings {
		if word, ok := p.Severities[f.Rule]; ok {
			// The policy's reader has refused every other word.
			_ = f.Severity.UnmarshalText([]byte(word))
		}
		if len(p.Accepted) > 0 {
			if _, ok := p.AcceptedFor(f.Rule, o.Now, f.names...); ok {
				c.accepted++
				continue
			}
		}
		f.names = nil
		kept = append(kept, f)
	}
	c.findings = kept
	for _, one := range p.Accepted {
		if !o.Now.IsZero() && one.Expires.Before(o.Now) {
			who := one.Who
			if who == "" {
				who = "everybody"
			}
			c.expired = append(c.expired, fmt.Sprintf("%s for %s, accepted by %s until %s", one.Rule, who, one.Owner, one.Expires.Format("2006-01-02")))
		}
	}
}
