package main

import "testing"

// Both generators must make the same GUIDs, or no mailbox would belong to anybody. These are what population.py gives.
func TestMade(t *testing.T) {
	for kind, want := range map[string]string{"mailbox": "efdacea8-e4e0-586d-9f08-c34b6d6fedb0", "anchor": "6488acad-8443-5adb-80fb-e7bd70b24e72"} {
		if got := made(kind, 0).String(); got != want {
			t.Errorf("%s 0 is %s, not %s", kind, got, want)
		}
	}
}
