package main

import "strings"

// truth is what a correct join says of Contoso, in the form of the benchmark's truth.csv. Where the situation is Ambiguous
// nothing is joined but the mailbox to its cloud user.
func (c *contoso) truth() file {
	var b strings.Builder
	var d dialect
	d.line(&b, []string{"key", "situation", "ad", "entra", "exo"})
	add := func(p *person, ad, entra, exo string) {
		key := "exo:" + exo
		switch {
		case ad != "":
			key = "ad:" + ad
		case entra != "":
			key = "entra:" + entra
		}
		d.line(&b, []string{key, p.situation, ad, entra, exo})
	}
	for _, p := range c.people {
		ad, exo, entra := p.ad["objectGUID"], p.mailbox["ExchangeGuid"], p.entra["id"]
		if p.deletedEntra != nil {
			entra = p.deletedEntra["id"]
		}
		if p.situation == "Ambiguous" && ad != "" && entra != "" {
			add(p, ad, "", "")
			ad = ""
		}
		add(p, ad, entra, exo)
	}
	return file{"truth.csv", []byte(b.String())}
}
