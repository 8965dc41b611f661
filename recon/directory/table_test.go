package directory

import (
	"slices"
	"testing"
)

func TestTablesAreSound(t *testing.T) {
	if len(Tables()) != 20 {
		t.Errorf("want 20 tables, got %d", len(Tables()))
	}
	for _, table := range Tables() {
		if found, ok := TableNamed(table.Name); !ok || found != table || table.About == "" {
			t.Errorf("%s is not found by its name, or says nothing about itself", table.Name)
		}
		for _, key := range table.Key {
			if !slices.ContainsFunc(table.Columns, func(c Column) bool { return c.Name == key }) {
				t.Errorf("%s: its key %s is no column", table.Name, key)
			}
		}
		last := table.Columns[len(table.Columns)-1]
		if last.Name != LossyColumn {
			t.Errorf("%s: its last column is %s, not %s", table.Name, last.Name, LossyColumn)
		}
		owner := map[string]string{}
		for _, column := range table.Columns {
			for _, header := range append([]string{column.Name}, column.Also...) {
				folded := foldHeader(header)
				if other, taken := owner[folded]; taken && other != column.Name {
					t.Errorf("%s: %s and %s both answer to %q", table.Name, other, column.Name, header)
				}
				owner[folded] = column.Name
				if found, ok := table.Column(header); !ok || found.Name != column.Name {
					t.Errorf("%s: the header %q finds %q", table.Name, header, found.Name)
				}
			}
			if table.Rank(column.Name) != 0 {
				t.Errorf("%s: %s has rank %d", table.Name, column.Name, table.Rank(column.Name))
			}
		}
	}
	if _, ok := TableNamed("ad_computers"); ok {
		t.Error("there is a table ad_computers")
	}
}

func TestHeadersAreFoundAsPeopleWriteThem(t *testing.T) {
	users, _ := TableNamed("ad_users")
	for header, want := range map[string]string{
		"ObjectGUID": "objectGUID", "mS-DS-ConsistencyGuid": "mS-DS-ConsistencyGuid", "msDSConsistencyGuid": "mS-DS-ConsistencyGuid",
		"User Principal Name": "userPrincipalName", " EmailAddress ": "mail", "SID": "objectSid", "ExchangeGuid": "msExchMailboxGuid",
	} {
		if got, ok := users.Column(header); !ok || got.Name != want {
			t.Errorf("%q: want %s, got %q", header, want, got.Name)
		}
	}
	if got := users.Rank("WindowsEmailAddress"); got <= users.Rank("PrimarySmtpAddress") {
		t.Errorf("WindowsEmailAddress ranks %d", got)
	}
	if got := users.Rank("favouriteColour"); got != -1 {
		t.Errorf("a stranger ranks %d", got)
	}
}

func TestDecoder(t *testing.T) {
	header := []string{"objectGUID", "userPrincipalName", "proxyAddresses", "userAccountControl", "whenChanged", "msExchRecipientTypeDetails", "nobody", "_lossy"}
	cells := [][]byte{[]byte(sampleGUID), []byte("ada@contoso.example"), []byte("SMTP:ada@contoso.example"), []byte("514"), []byte("2026-11-02T06:00:00Z"), []byte("2147483648"), []byte("x"), []byte("mail;manager")}
	var user ADUser
	if _, err := NewDecoder[ADUser](header).Decode(cells, &user); err != nil {
		t.Fatal(err)
	}
	if user.ObjectGUID.String() != sampleGUID || user.UserPrincipalName != "ada@contoso.example" || user.PrimarySMTP() != "ada@contoso.example" ||
		!user.Disabled() || user.WhenChanged.String() != "2026-11-02T06:00:00Z" || !user.RecipientTypeDetails.IsRemote() || !slices.Equal(user.Lossy, List{"mail", "manager"}) {
		t.Errorf("got %+v", user)
	}
	cells[3] = []byte("many")
	if cell, err := NewDecoder[ADUser](header).Decode(cells, &user); err == nil || cell.Name != "userAccountControl" || cell.Value != "many" {
		t.Errorf("got %+v, %v", cell, err)
	}
}

func TestRecipientTypesInWords(t *testing.T) {
	for number, want := range map[RecipientTypeDetails]string{0: "", 1: "UserMailbox", RemoteSharedMailbox: "RemoteSharedMailbox", 3: "3"} {
		if got := number.String(); got != want {
			t.Errorf("%d: want %q, got %q", int64(number), want, got)
		}
	}
	for number, want := range map[RemoteRecipientType]string{0: "", 4: "Migrated", 100: "Migrated, SharedMailbox", 33: "ProvisionMailbox, RoomMailbox", 256: "256"} {
		if got := number.String(); got != want {
			t.Errorf("%d: want %q, got %q", int64(number), want, got)
		}
	}
}
