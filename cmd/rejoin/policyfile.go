package main

import (
	"github.com/urfave/cli/v2"

	"rejoin/recon/policy"
	"rejoin/recon/rules"
)

func policyFlag() cli.Flag {
	return &cli.StringFlag{Name: "policy", Usage: "the file that says what the organisation wants and tolerates (rejoin policy init)"}
}

// readPolicy reads a policy file; without one, nothing is wanted and nothing tolerated.
func readPolicy(path string) (*policy.Policy, error) {
	if path == "" {
		own := policy.Default()
		return &own, nil
	}
	p, err := policy.Load(path)
	if err != nil {
		return nil, err
	}
	return p, p.CheckRules(knownRules())
}

// knownRules are the names by which a policy may call rules.
func knownRules() []string {
	var names []string
	for _, rule := range rules.All() {
		names = append(names, rule.ID)
	}
	return names
}
