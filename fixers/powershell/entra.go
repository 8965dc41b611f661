package powershell

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"rejoin/fixers"
	"rejoin/recon/directory"
	"rejoin/recon/plan"
)

// The permissions of Microsoft Graph that actions need (learn.microsoft.com, permissions reference).
const (
	scopeUsers    = "User.ReadWrite.All"
	scopeBin      = "User.DeleteRestore.All"
	scopeBehavior = "User-OnPremisesSyncBehavior.ReadWrite.All"
	scopeLicences = "LicenseAssignment.ReadWrite.All"
	scopeSync     = "Organization.Read.All"
)

// entra is an action on an Entra user, as requests to Microsoft Graph: its cmdlets write an empty text where null is meant.
func entra(a *plan.Action, target string) (*block, error) {
	b := &block{action: a, target: target, invoke: "Invoke-Entra", scopes: []string{scopeUsers}}
	if a.Table != "entra_users" && a.Table != "entra_deleted_users" {
		return nil, fmt.Errorf("there is no script for %s", a.Table)
	}
	first := a.Changes[0]
	cloudManaged := behavior(a.Changes)
	none := fmt.Errorf("there is no script for %s %s to %q together with what else the action changes", first.Op, first.Attribute, first.After)
	switch {
	case len(a.Changes) == 1 && first.Op == plan.Call && first.Attribute == fixers.CallDelete:
		b.scopes, b.once = append(b.scopes, scopeBin), true
		b.write = []string{request("DELETE", "/v1.0/users/"+target, "")}
	case len(a.Changes) == 1 && first.Op == plan.Call && first.Attribute == fixers.CallRestore:
		b.scopes = append(b.scopes, scopeBin)
		// The command wants a body with every POST; none of the call's parameters is needed.
		b.write = []string{request("POST", "/v1.0/directory/deletedItems/"+target+"/restore", "{}")}
	case cloudManaged == "true" || cloudManaged == "false":
		b.scopes = append(b.scopes, scopeBehavior)
		b.write = []string{request("PATCH", "/v1.0/users/"+target+"/onPremisesSyncBehavior", `{"isCloudManaged":`+cloudManaged+`}`)}
	case len(a.Changes) > 1 || first.Op != plan.Set:
		return nil, none
	case first.Attribute == "onPremisesObjectIdentifier" && first.After == "":
		// Any other value than null is rejected, and only beta knows the property.
		b.scopes = append(b.scopes, scopeBehavior)
		b.write = []string{request("PATCH", "/beta/users/"+target, `{"onPremisesObjectIdentifier":null}`)}
	case first.Attribute == "assignedLicenses":
		return b, b.licences(first)
	default:
		body, ok := patch(first)
		if !ok {
			return nil, none
		}
		b.write = []string{request("PATCH", "/v1.0/users/"+target, body)}
	}
	return b, nil
}

// behavior is the new value of onPremisesSyncBehavior.isCloudManaged; empty where the action changes anything that does not follow from it.
// Entra ID sets onPremisesSyncEnabled itself: to null at once, and back to true with the next synchronization.
func behavior(changes []plan.Change) string {
	value := ""
	for _, c := range changes {
		switch {
		case c.Op == plan.Set && c.Attribute == "onPremisesSyncBehavior.isCloudManaged":
			value = c.After
		case c.Op != plan.Set || c.Attribute != "onPremisesSyncEnabled":
			return ""
		}
	}
	return value
}

// patch is the body that sets one property; empty is null.
func patch(c plan.Change) (string, bool) {
	switch {
	case c.Attribute == "accountEnabled" && (c.After == "true" || c.After == "false"):
		return `{"accountEnabled":` + c.After + `}`, true
	case c.Attribute == "onPremisesImmutableId" && c.After == "":
		return `{"onPremisesImmutableId":null}`, true
	case c.Attribute == "onPremisesImmutableId", c.Attribute == "userPrincipalName" && c.After != "":
		return `{"` + c.Attribute + `":` + jsonText(c.After) + `}`, true
	}
	return "", false
}

// jsonText is a text in JSON, with nothing but ASCII: whatever encodes the body cannot harm it.
func jsonText(text string) string {
	encoded, _ := json.Marshal(text) // a string always encodes
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(string(encoded))) {
		if unit < 0x80 {
			out.WriteByte(byte(unit))
		} else {
			fmt.Fprintf(&out, `\u%04x`, unit)
		}
	}
	return out.String()
}

// request is a command that asks Microsoft Graph to change something.
func request(method, uri, body string) string {
	command := "Invoke-MgGraphRequest -Method " + Literal(method) + " -Uri " + Literal(uri)
	if body != "" {
		command += " -Body " + Literal(body) + " -ContentType 'application/json'"
	}
	return command
}

// licence is one assigned licence.
type licence struct {
	DisabledPlans []string `json:"disabledPlans"`
	SKU           string   `json:"skuId"`
}

// licences has licences assigned and taken away: what is in both values, with the same plans, stays as it is.
func (b *block) licences(c plan.Change) error {
	before, err := readLicences(c.Before)
	if err != nil {
		return err
	}
	after, err := readLicences(c.After)
	if err != nil {
		return err
	}
	add, remove := []licence{}, []string{}
	for _, one := range after {
		if !slices.ContainsFunc(before, func(other licence) bool { return other.text() == one.text() }) {
			add = append(add, one)
		}
	}
	for _, one := range before {
		if !slices.ContainsFunc(after, func(other licence) bool { return other.SKU == one.SKU }) {
			remove = append(remove, one.SKU)
		}
	}
	body, err := json.Marshal(struct {
		Add    []licence `json:"addLicenses"`
		Remove []string  `json:"removeLicenses"`
	}{add, remove})
	if err != nil {
		return err
	}
	b.scopes = append(b.scopes, scopeLicences)
	b.write = []string{request("POST", "/v1.0/users/"+b.target+"/assignLicense", string(body))}
	b.entries = func(plan.Change) ([]string, []string, bool) { return licenceTexts(before), licenceTexts(after), true }
	return nil
}

func readLicences(cell string) ([]licence, error) {
	if cell == "" {
		return nil, nil
	}
	var all []licence
	if err := json.Unmarshal([]byte(cell), &all); err != nil {
		return nil, fmt.Errorf("assignedLicenses %q cannot be read", cell)
	}
	for i := range all {
		sku, err := directory.ParseGUID(all[i].SKU)
		if err != nil {
			return nil, fmt.Errorf("assignedLicenses: %q is no GUID", all[i].SKU)
		}
		all[i].SKU = sku.String()
		plans := []string{}
		for _, one := range all[i].DisabledPlans {
			id, err := directory.ParseGUID(one)
			if err != nil {
				return nil, fmt.Errorf("assignedLicenses: %q is no GUID", one)
			}
			plans = append(plans, id.String())
		}
		slices.Sort(plans)
		all[i].DisabledPlans = plans
	}
	return all, nil
}

// text is a licence as the script compares it.
func (l licence) text() string { return l.SKU + ":" + strings.Join(l.DisabledPlans, ",") }

func licenceTexts(all []licence) []string {
	var texts []string
	for _, one := range all {
		texts = append(texts, one.text())
	}
	return texts
}
