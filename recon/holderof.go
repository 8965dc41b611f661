package recon

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"rejoin/recon/directory"
)

// HolderOf names who holds an address, with or without its prefix, or has it as UPN, other than one person; empty when nobody in the
// snapshot does. It knows the values that provisioning errors name.
func (o *Org) HolderOf(value string, other *Identity) string {
	for _, holder := range o.holders[directory.Fold(withoutPrefix(value))] {
		if holder.Key != other.Key {
			return holder.Name
		}
	}
	return ""
}

func withoutPrefix(value string) string {
	if prefix, rest, ok := strings.Cut(value, ":"); ok && isSMTP([]byte(prefix)) {
		return rest
	}
	return value
}

// findHolders finds who holds the values that the errors of candidates name.
func (o *Org) findHolders(candidates []screened) error {
	o.holders = map[string][]Holder{}
	text := o.o.newTextReader()
	defer text.close()
	var keys []key
	for _, one := range candidates {
		e := o.o.entryOf(one.self)
		if e.entra == none || e.entra&deletedBit != 0 || o.o.entra.at(e.entra).facts&SyncErrors == 0 {
			continue
		}
		fields, err := text.fields(object{inEntra, e.entra})
		if err != nil {
			return err
		}
		for _, value := range errorValues(fields[entraSyncErrors]) {
			keys = append(keys, hashFolded([]byte(withoutPrefix(value)), addressKey)&claimKeyMask)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return o.nameHolders(newKeySet(keys), text)
}

// errorValues are the values that onPremisesProvisioningErrors says could not be had.
func errorValues(cell []byte) []string {
	var errors []struct {
		Value string `json:"value"`
	}
	if json.Unmarshal(cell, &errors) != nil {
		return nil
	}
	var values []string
	for _, one := range errors {
		if one.Value != "" {
			values = append(values, one.Value)
		}
	}
	return values
}

// nameHolders reads the rows that may hold one of the wanted values.
func (o *Org) nameHolders(wanted *keySet, text *textReader) error {
	var rows []object
	note := func(one object, keys ...key) {
		for _, k := range keys {
			if wanted.has(k & claimKeyMask) {
				rows = append(rows, one)
			}
		}
	}
	for row := range ref(o.o.ad.n) {
		note(object{inAD, row}, o.o.ad.at(row).upn, o.o.ad.at(row).primary)
	}
	for row := range ref(o.o.entra.n) {
		note(object{inEntra, row}, o.o.entra.at(row).upn, o.o.entra.at(row).primary)
	}
	for row := range ref(o.o.exo.n) {
		note(object{inEXO, row}, o.o.exo.at(row).upn, o.o.exo.at(row).primary)
	}
	for table, claims := range map[tableOf]*claims{inAD: &o.o.adClaims, inEntra: &o.o.entraClaims, inEXO: &o.o.exoClaims} {
		for _, bucket := range claims.buckets {
			for _, chunk := range bucket {
				for _, packed := range chunk {
					if kindOf(packed) == anAddress {
						note(object{table, rowOf(packed)}, key(packed))
					}
				}
			}
		}
	}
	slices.SortFunc(rows, compareObjects)
	for _, one := range slices.Compact(rows) {
		if err := o.nameHolder(one, wanted, text); err != nil {
			return err
		}
	}
	return nil
}

func (o *Org) nameHolder(one object, wanted *keySet, text *textReader) error {
	fields, err := text.fields(one)
	if err != nil {
		return err
	}
	var upn, list []byte
	switch one.table {
	case inAD:
		upn, list = fields[adUPN], fields[adProxies]
	case inEXO:
		upn, list = fields[exoUPN], fields[exoAddresses]
	default:
		upn, list = fields[entraUPN], fields[entraProxies]
	}
	held := []string{folded(upn)}
	eachAddress(list, func(prefix, value []byte) {
		if isSMTP(prefix) {
			held = append(held, folded(value))
		}
	})
	var line Line
	if err := text.name(one, &line); err != nil {
		return err
	}
	for _, value := range held {
		if wanted.has(hashFolded([]byte(value), addressKey) & claimKeyMask) {
			o.holders[value] = append(o.holders[value], Holder{Key: o.o.keyOf(o.o.identityOf(one)), Name: cmp.Or(line.UPN, line.Name)})
		}
	}
	return nil
}

// identityOf is the object that stands for the identity of any object.
func (o *organisation) identityOf(one object) object {
	switch one.table {
	case inAD:
		return object{inAD, o.person(one.row)}
	case inEntra:
		if ad := o.entra.at(one.row).ad; ad != none {
			return object{inAD, ad}
		}
	case inEXO:
		return o.selfOf(one)
	}
	return one
}
