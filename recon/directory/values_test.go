package directory

import (
	"encoding"
	"encoding/json"
	"reflect"
	"testing"
)

// marshaler is what every typed cell can do beside reading itself.
type marshaler interface{ MarshalCSV() (string, error) }

// valuesAsWritten are the snapshot's forms that each type must read and write back unchanged.
var valuesAsWritten = []struct {
	name  string
	value cell
	texts []string
}{
	{"GUID", new(GUID), []string{"", sampleGUID}},
	{"Addresses", new(Addresses), []string{"", "SMTP:ada@contoso.example;smtp:al@contoso.example", `X500:/o=A\;B/cn=ada`, "bare"}},
	{"List", new(List), []string{"", "a;b", `\[a;[b`, `a\\b\|c`}},
	{"Bool", new(Bool), []string{"", "true", "false"}},
	{"Int", new(Int), []string{"", "0", "-2147483642", "9223372036854775807"}},
	{"Time", new(Time), []string{"", "2026-11-02T06:00:00Z", "2026-11-02T06:00:00.1234567Z"}},
	{"RecipientTypeDetails", new(RecipientTypeDetails), []string{"", "1", "34359738368", "3"}},
	{"RemoteRecipientType", new(RemoteRecipientType), []string{"", "4", "100"}},
	{"DisplayType", new(DisplayType), []string{"", "-2147483642", "1073741824"}},
}

func TestValuesReadWhatTheyWrite(t *testing.T) {
	for _, c := range valuesAsWritten {
		for _, want := range c.texts {
			if err := c.value.UnmarshalCSV(want); err != nil {
				t.Errorf("%s %q: %v", c.name, want, err)
				continue
			}
			got, err := reflect.ValueOf(c.value).Elem().Interface().(marshaler).MarshalCSV()
			if err != nil || got != want {
				t.Errorf("%s: want %q, got %q, %v", c.name, want, got, err)
			}
		}
	}
}

func TestValuesRefuseWhatTheyDoNotWrite(t *testing.T) {
	for _, c := range []struct {
		name  string
		value cell
		texts []string
	}{
		{"GUID", new(GUID), []string{"{" + sampleGUID + "}", "Ada"}},
		{"Bool", new(Bool), []string{"TRUE", "1", "wahr"}},
		{"Int", new(Int), []string{"1.0", "2.14748E+09", "9223372036854775808"}},
		{"Time", new(Time), []string{"2026-11-02", "3/4/2026", "2026-02-30T00:00:00Z"}},
		{"RecipientTypeDetails", new(RecipientTypeDetails), []string{"UserMailbox"}},
		{"RemoteRecipientType", new(RemoteRecipientType), []string{"Migrated"}},
		{"DisplayType", new(DisplayType), []string{"SyncedMailboxUser"}},
		{"CloudID", new(CloudID), []string{sampleGUID, "User_", "User_Ada"}},
	} {
		for _, text := range c.texts {
			if err := c.value.UnmarshalCSV(text); err == nil {
				t.Errorf("%s: %q was read as %v", c.name, text, reflect.ValueOf(c.value).Elem())
			}
		}
	}
}

func TestValuesInJSON(t *testing.T) {
	var moment Time
	if err := moment.UnmarshalCSV("2026-11-02T07:00:00+01:00"); err != nil {
		t.Fatal(err)
	}
	for want, value := range map[string]any{
		`"` + sampleGUID + `"`:           mustGUID(t, sampleGUID),
		`"true"`:                         True,
		`"-5"`:                           Int{Value: -5, Set: true},
		`"2026-11-02T06:00:00Z"`:         moment,
		`"RemoteUserMailbox"`:            RemoteUserMailbox,
		`"ProvisionMailbox, Migrated"`:   ProvisionMailbox | Migrated,
		`"ACLableSyncedMailboxUser"`:     DisplayType(-1073741818),
		`"recipient type details"`:       KindRecipientTypeDetails,
		`["","","","","","","",""]`:      []encoding.TextMarshaler{GUID{}, Unset, Int{}, Time{}, RecipientTypeDetails(0), RemoteRecipientType(0), DisplayType(0), GUID{}},
		`{"2026-11-02T06:00:00Z":"ada"}`: map[Time]string{moment: "ada"},
	} {
		got, err := json.Marshal(value)
		if err != nil || string(got) != want {
			t.Errorf("want %s, got %s, %v", want, got, err)
		}
	}
	var back Time
	if err := json.Unmarshal([]byte(`"2026-11-02T06:00:00Z"`), &back); err != nil || !back.Equal(moment.Time) {
		t.Errorf("want %v, got %v, %v", moment, back, err)
	}
	for _, text := range []string{"1", `"3/4/2026"`} {
		if err := json.Unmarshal([]byte(text), &back); err == nil {
			t.Errorf("%s was read as %v", text, back)
		}
	}
}

func TestCloudIDs(t *testing.T) {
	for text, want := range map[CloudID]string{"": "", "User_" + sampleGUID: sampleGUID, "Group_" + sampleGUID: sampleGUID, sampleGUID: "", "User_Ada": ""} {
		if got := text.GUID().String(); got != want {
			t.Errorf("%q: want %q, got %q", text, want, got)
		}
	}
}

func TestTypesOfMailboxes(t *testing.T) {
	for kind, want := range map[RecipientTypeDetails][2]bool{ // remote, on premises
		UserMailbox: {false, true}, LinkedMailbox: {false, true}, SharedMailbox: {false, true}, RoomMailbox: {false, true}, EquipmentMailbox: {false, true},
		RemoteUserMailbox: {true, false}, RemoteRoomMailbox: {true, false}, RemoteEquipmentMailbox: {true, false}, RemoteSharedMailbox: {true, false},
		MailUser: {false, false}, 0: {false, false}, 8: {false, false},
	} {
		if got := [2]bool{kind.IsRemote(), kind.IsOnPremisesMailbox()}; got != want {
			t.Errorf("%d: want %v, got %v", int64(kind), want, got)
		}
	}
}
