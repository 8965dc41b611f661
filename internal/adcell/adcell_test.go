package adcell

import (
	"testing"

	"rejoin/recon/directory"
)

// What is written reads back as it was.
func TestThereAndBack(t *testing.T) {
	table, _ := directory.TableNamed("ad_users")
	for name, text := range map[string]string{
		"msExchMailboxGuid": "00112233-4455-6677-8899-aabbccddeeff", "msExchHideFromAddressLists": "true", "mailNickname": "zoë", "targetAddress": "SMTP:a@contoso.example",
		"msExchRecipientTypeDetails": "2147483648", "msExchRecipientDisplayType": "-2147483642", "msExchRemoteRecipientType": "4",
		"homeMDB": `CN=DB\\, 1,DC=contoso,DC=example`, "userPrincipalName": "a@contoso.example", "msExchVersion": "44220983382016", "proxyAddresses": "SMTP:a@contoso.example",
	} {
		column, ok := table.Column(name)
		if !ok {
			t.Fatalf("there is no column %s", name)
		}
		raw, err := Raw(column, text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, ok := Text(column, [][]byte{raw}); !ok || got != text {
			t.Errorf("%s: got %q, want %q", name, got, text)
		}
	}
	guid, _ := table.Column("msExchMailboxGuid")
	if raw, _ := Raw(guid, "00112233-4455-6677-8899-aabbccddeeff"); raw[0] != 0x33 || raw[4] != 0x55 || raw[15] != 0xff {
		t.Errorf("the bytes are not in Active Directory's order: %x", raw)
	}
}

func TestWhatIsNotWritten(t *testing.T) {
	table, _ := directory.TableNamed("ad_users")
	for name, text := range map[string]string{"msExchMailboxGuid": "not a guid", "msExchHideFromAddressLists": "perhaps", "whenChanged": "2026-11-02T06:00:00Z", "objectSid": "S-1-5-18"} {
		column, _ := table.Column(name)
		if raw, err := Raw(column, text); err == nil {
			t.Errorf("%s: got %x", name, raw)
		}
	}
	if got, ok := Text(directory.Column{Kind: directory.KindGUID}, nil); !ok || got != "" {
		t.Errorf("no value is %q", got)
	}
}
