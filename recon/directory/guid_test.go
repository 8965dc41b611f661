package directory

import (
	"strings"
	"testing"
)

const sampleGUID = "00112233-4455-6677-8899-aabbccddeeff"

func mustGUID(t testing.TB, text string) GUID {
	t.Helper()
	g, err := ParseGUID(text)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// The pairs are from Microsoft's documentation of the source anchor, and from .NET's Guid.ToByteArray.
func TestImmutableIDOfAGUID(t *testing.T) {
	for text, want := range map[string]string{
		sampleGUID:                             "MyIRAFVEd2aImaq7zN3u/w==",
		"748b2d72-706b-42f8-8b25-82fd8733860f": "ci2LdGtw+EKLJYL9hzOGDw==",
		"f47ac10b-58cc-4372-a567-0e02b2c3d479": "C8F69MxYckOlZw4CssPUeQ==",
		"ffffffff-ffff-ffff-ffff-ffffffffffff": "/////////////////////w==",
		"25c2879e-20ed-4e66-83f0-9e20460aedf8": "nofCJe0gZk6D8J4gRgrt+A==",
		"57cf225d-63ae-4a28-93c9-669f32a5fc2c": "XSLPV65jKEqTyWafMqX8LA==",
		"eace17cf-75f1-4198-ba66-e7c54a5ce5d2": "zxfO6vF1mEG6ZufFSlzl0g==",
		"40725d5e-e00f-4d55-8dd4-da217c77bdb7": "Xl1yQA/gVU2N1NohfHe9tw==",
	} {
		g := mustGUID(t, text)
		if got := g.ImmutableID(); got != want {
			t.Errorf("%s: want %s, got %s", text, want, got)
		}
		if back, ok := ImmutableID(want).GUID(); !ok || back != g || back.String() != text {
			t.Errorf("%s: read back as %s", want, back)
		}
	}
	if (GUID{}).String() != "" || (GUID{}).ImmutableID() != "" {
		t.Error("the zero GUID is empty")
	}
}

func TestReadGUID(t *testing.T) {
	cases := []struct{ name, text, form string }{
		{"usual", sampleGUID, ""},
		{"space around", " " + sampleGUID + " ", ""},
		{"upper case", strings.ToUpper(sampleGUID), "upper case"},
		{"braces", "{" + strings.ToUpper(sampleGUID) + "}", "in brackets"},
		{"parentheses", "(" + sampleGUID + ")", "in brackets"},
		{"prefix", "GUID:" + sampleGUID, "after a prefix"},
		{"another prefix", "ExchangeGuid: " + sampleGUID, "after a prefix"},
		{"digits", "00112233445566778899aabbccddeeff", "32 digits"},
		{"decimal bytes", "51 34 17 0 85 68 119 102 136 153 170 187 204 221 238 255", "decimal bytes"},
		{"decimal bytes in braces", "{51, 34, 17, 0, 85, 68, 119, 102, 136, 153, 170, 187, 204, 221, 238, 255}", "decimal bytes"},
		{"csvde", "X'33221100554477668899aabbccddeeff'", "hexadecimal bytes"},
		{"hexadecimal", "0x33221100554477668899AABBCCDDEEFF", "hexadecimal bytes"},
		{"LDAP filter", `\33\22\11\00\55\44\77\66\88\99\aa\bb\cc\dd\ee\ff`, "hexadecimal bytes"},
		{"escapes", `\x33\x22\x11\x00\x55\x44\x77\x66\x88\x99\xaa\xbb\xcc\xdd\xee\xff`, "hexadecimal bytes"},
		{"decimal bytes with semicolons", "51;34;17;0;85;68;119;102;136;153;170;187;204;221;238;255", "decimal bytes"},
		{"decimal bytes with dashes", "51-34-17-0-85-68-119-102-136-153-170-187-204-221-238-255", "decimal bytes"},
		{"digits in upper case", "00112233445566778899AABBCCDDEEFF", "32 digits"},
		{"spaced pairs", "33 22 11 00 55 44 77 66 88 99 aa bb cc dd ee ff", "hexadecimal bytes"},
		{"BitConverter", "33-22-11-00-55-44-77-66-88-99-AA-BB-CC-DD-EE-FF", "hexadecimal bytes"},
		{"base64", "MyIRAFVEd2aImaq7zN3u/w==", "base64"},
		{"ldifde", ":: MyIRAFVEd2aImaq7zN3u/w==", "base64"},
	}
	for _, c := range cases {
		got, form, err := ReadGUID(c.text)
		if err != nil || got.String() != sampleGUID || form != c.form {
			t.Errorf("%s: got %s, form %q, %v", c.name, got, form, err)
		}
	}
	for name, text := range map[string]string{
		"a digit short":       sampleGUID[:35],
		"a wrong digit":       "0011223g-4455-6677-8899-aabbccddeeff",
		"a dash elsewhere":    "001122334-455-6677-8899-aabbccddeeff",
		"31 digits":           "0112233445566778899aabbccddeeff",
		"17 bytes":            "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17",
		"a byte of 256":       "256 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
		"base64 of 15 bytes":  "MyIRAFVEd2aImaq7zN3u",
		"a name":              "Ada Example",
		"a name with a colon": "GUID: none",
	} {
		if got, _, err := ReadGUID(text); err == nil {
			t.Errorf("%s: %q was read as %s", name, text, got)
		}
	}
}

func TestErrorsSayWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"1 2 3":                                  "is no GUID: it has 3 bytes, not 16",
		"X'3322'":                                "is no GUID: it has 2 bytes, not 16",
		sampleGUID[:35]:                          "is no GUID: it has 31 hexadecimal digits, or dashes in other places",
		"{001122334-455-6677-8899-aabbccddeeff}": "is no GUID: it has 32 hexadecimal digits, or dashes in other places",
		"Ada":                                    "is no GUID in any known spelling",
	} {
		if _, _, err := ReadGUID(text); err == nil || err.Error() != want {
			t.Errorf("%q: want %q, got %v", text, want, err)
		}
	}
}

func TestSwapped(t *testing.T) {
	g := mustGUID(t, sampleGUID)
	if got := g.Swapped().String(); got != "33221100-5544-7766-8899-aabbccddeeff" || g.Swapped().Swapped() != g {
		t.Errorf("got %s", got)
	}
}

func TestCustomAnchors(t *testing.T) {
	for text, custom := range map[string]bool{
		"":                         false,
		"MyIRAFVEd2aImaq7zN3u/w==": false,
		"myiraFVEd2aImaq7zN3u/w==": false, // another anchor, but still of 16 bytes
		"MyIRAFVEd2aImaq7zN3u/x==": true,  // the last four bits belong to no byte
		"EMP-004711":               true,
		"ada@contoso.example":      true,
		"MyIRAFVEd2aImaq7zN3u":     true,
	} {
		if got := ImmutableID(text).IsCustom(); got != custom {
			t.Errorf("%q: want %v, got %v", text, custom, got)
		}
	}
}

func TestSIDs(t *testing.T) {
	const text = "S-1-5-21-2718281828-1414213562-1732050807-1343"
	for name, raw := range map[string]string{
		"text":       text,
		"lower case": strings.ToLower(text),
		"csvde":      "X'01050000000000051500000064b005a2ba2f4b5477ff3c673f050000'",
		"base64":     "AQUAAAAAAAUVAAAAZLAForovS1R3/zxnPwUAAA==",
		"ldifde":     ":: AQUAAAAAAAUVAAAAZLAForovS1R3/zxnPwUAAA==",
		"decimal":    "1 5 0 0 0 0 0 5 21 0 0 0 100 176 5 162 186 47 75 84 119 255 60 103 63 5 0 0",
	} {
		sid, _, err := ReadSID(raw)
		if err != nil || sid != text {
			t.Errorf("%s: got %q, %v", name, sid, err)
		}
	}
	for raw, want := range map[string]SID{"S-1-5-010": "S-1-5-10", "s-1-0x5-10": "S-1-5-10", "S-1-0x0123456789AB-1": "S-1-0x0123456789AB-1", "S-1-1-0": "S-1-1-0"} {
		if got, _, err := ReadSID(raw); err != nil || got != want {
			t.Errorf("%q: want %q, got %q, %v", raw, want, got, err)
		}
	}
	for _, raw := range []string{"S-1-5", "S-1-5-", "S-1-5-1_0", "S-1-5-0x10", "S-1-5-4294967296", "S-1-5--1", "S-1-5-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1-1", "X'0100000000000005'", "S-1-", "S-1-5-x", "Ada", "X'0105'", "S-2-5-21"} {
		if sid, _, err := ReadSID(raw); err == nil {
			t.Errorf("%q was read as %q", raw, sid)
		}
	}
	if got := SID(text).Domain(); got != "S-1-5-21-2718281828-1414213562-1732050807" {
		t.Errorf("got the domain %q", got)
	}
	if SID("S-1-5-10").Domain() != "" || !SID("S-1-5-10").IsSelf() {
		t.Error("SELF is of no domain")
	}
}

func FuzzReadGUID(f *testing.F) {
	f.Add(sampleGUID)
	f.Add("{51, 34, 17}")
	f.Add("X'33221100554477668899aabbccddeeff'")
	f.Fuzz(func(t *testing.T, text string) {
		g, _, err := ReadGUID(text)
		if err != nil {
			return
		}
		if again, form, err := ReadGUID(g.String()); err != nil || again != g || form != "" {
			t.Errorf("%q was read as %s, and that as %s, %q, %v", text, g, again, form, err)
		}
		if !g.IsZero() {
			if back, ok := AnchorBytes([]byte(g.ImmutableID())); !ok || back != g {
				t.Errorf("%s: its immutable ID is read back as %s", g, back)
			}
		}
	})
}

// Both are for a million rows: they must not allocate.
func BenchmarkParseGUID(b *testing.B) {
	text := []byte(sampleGUID)
	b.Run("bytes", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, ok := ParseGUIDBytes(text); !ok {
				b.Fatal("no GUID")
			}
		}
	})
	b.Run("string", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ParseGUID(sampleGUID); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func TestCanonicalCellsAreReadWithoutAllocating(t *testing.T) {
	id, anchor := []byte(sampleGUID), []byte("MyIRAFVEd2aImaq7zN3u/w==")
	for name, read := range map[string]func(){
		"ParseGUIDBytes": func() { ParseGUIDBytes(id) },
		"ParseGUID":      func() { ParseGUID(sampleGUID) },
		"AnchorBytes":    func() { AnchorBytes(anchor) },
		"Fold":           func() { Fold("ada@contoso.example") },
	} {
		if n := testing.AllocsPerRun(100, read); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
	for kind, text := range canonicalCells {
		if n := testing.AllocsPerRun(100, func() { kind.Clean(text, Rules{}) }); n != 0 {
			t.Errorf("%s %q: Clean allocates %v times", kind, text, n)
		}
		if got := clean(t, kind, text); got != (Cell{Text: text}) {
			t.Errorf("%s %q: got %+v", kind, text, got)
		}
	}
}
