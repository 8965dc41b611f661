package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"rejoin/recon/directory"
)

func TestSamplesAreWhatTheGeneratorWrites(t *testing.T) {
	root := filepath.Join("..", "..", "..", "samples")
	if text, err := os.ReadFile(filepath.Join(root, "near-misses.csv")); err != nil || !bytes.Equal(text, newContoso().nearMissFile().text) {
		t.Errorf("near-misses.csv is stale: go run ./internal/bench/samples (%v)", err)
	}
	for folder, files := range map[string][]file{"handmade": newContoso().handmadeFiles(), "seed004": seed004Files()} {
		written := map[string]bool{}
		for _, f := range files {
			written[f.name] = true
			text, err := os.ReadFile(filepath.Join(root, folder, f.name))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(text, f.text) {
				t.Errorf("%s/%s is stale: go run ./internal/bench/samples", folder, f.name)
			}
		}
		entries, err := os.ReadDir(filepath.Join(root, folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			if !written[entry.Name()] {
				t.Errorf("%s/%s is not one of the generator's", folder, entry.Name())
			}
		}
	}
}

func TestCanonicalTablesHaveUniqueKeys(t *testing.T) {
	c := newContoso()
	for _, f := range c.canonicalFiles() {
		lines, err := csv.NewReader(bytes.NewReader(f.text)).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		var again bytes.Buffer
		if err := csv.NewWriter(&again).WriteAll(lines); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again.Bytes(), f.text) {
			t.Errorf("%s: encoding/csv writes it differently", f.name)
		}
	}
	for _, table := range directory.Tables() {
		seen := map[string]bool{}
		for i, r := range c.tables[table.Name] {
			key := ""
			for _, column := range table.Key {
				if key == "" || table.KeyAll {
					key += r[column]
				}
			}
			if key == "" || seen[key] {
				t.Errorf("%s, row %d: key %q is empty or there twice", table.Name, i, key)
			}
			seen[key] = true
		}
	}
}

func TestNamesAreUnique(t *testing.T) {
	c := newContoso()
	for table, columns := range map[string][]string{
		"ad_users":      {"objectSid", "distinguishedName"},
		"entra_users":   {"userPrincipalName"},
		"exo_mailboxes": {"UserPrincipalName", "PrimarySmtpAddress", "Guid", "LegacyExchangeDN"},
	} {
		for _, column := range columns {
			seen := map[string]bool{}
			for _, r := range c.tables[table] {
				if value := r[column]; value == "" || seen[value] {
					t.Errorf("%s: %s %q is empty or there twice", table, column, value)
				}
				seen[r[column]] = true
			}
		}
	}
}

func TestHandmadeForms(t *testing.T) {
	const id = "00112233-4455-6677-8899-aabbccddeeff"
	for _, one := range []struct{ name, got, want string }{
		{"immutable id", immutableID(id), "MyIRAFVEd2aImaq7zN3u/w=="},
		{"bytes", bytesOf(id), "51 34 17 0 85 68 119 102 136 153 170 187 204 221 238 255"},
		{"hexadecimal", hexOf(id), "X'33221100554477668899aabbccddeeff'"},
		{"SID", hexSID("S-1-5-21-1-2-3-500"), "X'01050000000000051500000001000000" + "0200000003000000f4010000'"},
		{"braces", braced(id), "{00112233-4455-6677-8899-AABBCCDDEEFF}"},
		{"size", mailboxSize("106300440576"), "99 GB (106,300,440,576 bytes)"},
		{"file time", fileTime("1970-01-01T00:00:01Z"), "116444736010000000"},
		{"LDAP time", date(generalizedTime)("2026-11-02T05:06:07Z"), "20261102050607.0Z"},
		{"German date", date(germanDate)("2026-11-02T05:06:07Z"), "02.11.2026 05:06:07"},
	} {
		if one.got != one.want {
			t.Errorf("%s: %s, want %s", one.name, one.got, one.want)
		}
	}
}
