package directory

import (
	"maps"
	"reflect"
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

// Whatever Clean makes of a cell, the column's type in Go must be able to read: else an import would write a snapshot that the
// next command cannot open.
func TestEveryColumnReadsWhatItsKindWrites(t *testing.T) {
	samples := maps.Clone(canonicalCells)
	samples[KindJSON], samples[KindLicences], samples[KindRemoteRecipientType], samples[KindDisplayType] = `[{"a":1}]`, `[{"skuId":"`+sampleGUID+`"}]`, "100", "-2147483642"
	for _, table := range Tables() {
		for _, column := range table.Columns {
			sample, ok := samples[column.Kind]
			if !ok {
				t.Fatalf("%s: no sample of %s", column, column.Kind)
			}
			for _, text := range []string{sample, "Unlimited"} {
				if text == "Unlimited" && column.Kind != KindSize && column.Kind != KindDays {
					continue
				}
				field := reflect.New(table.row).Elem().Field(column.field)
				typed, ok := field.Addr().Interface().(cell)
				if !ok {
					if field.Kind() != reflect.String {
						t.Errorf("%s: its type %s reads no cells", column, field.Type())
					}
					continue
				}
				if err := typed.UnmarshalCSV(text); err != nil {
					t.Errorf("%s, %s: %v", column, column.Kind, err)
				}
				if written, ok := field.Interface().(marshaler); ok {
					if back, err := written.MarshalCSV(); err != nil || back != text {
						t.Errorf("%s, %s: %q is written back as %q, %v", column, column.Kind, text, back, err)
					}
				}
			}
		}
	}
}

func TestKindsHaveNames(t *testing.T) {
	for i, name := range kindNames {
		if kind, ok := kindNamed(name); !ok || kind != Kind(i) || kind.String() != name {
			t.Errorf("%q is the name of %v, not of %d", name, kind, i)
		}
	}
	if kind, ok := kindNamed("colour"); ok || len(kindNames) != int(KindCloudID)+1 {
		t.Errorf("%d names, and a colour is %v", len(kindNames), kind)
	}
	if column := (Column{Table: "ad_users", Name: "mail"}); column.String() != "ad_users.mail" {
		t.Errorf("got %s", column)
	}
}

func TestDecoderLeavesEmptyCellsAlone(t *testing.T) {
	user := ADUser{Mail: "ada@contoso.example"}
	if _, err := NewDecoder[ADUser]([]string{"mail", "objectGUID"}).Decode([][]byte{nil, {}}, &user); err != nil || user.Mail != "ada@contoso.example" || !user.ObjectGUID.IsZero() {
		t.Errorf("got %+v, %v", user, err)
	}
}
