package recon

import "bytes"

// unitOf hashes the distinguished name of an object's parent, and that of its domain; 0 where the name does not say.
func unitOf(name []byte) (unit, domain uint32) {
	parent := parentOf(name)
	if len(parent) == 0 {
		return 0, 0
	}
	unit = uint32(hashFolded(parent, addressKey)) | 1
	if at := domainAt(parent); at >= 0 {
		domain = uint32(hashFolded(parent[at:], addressKey)) | 1
	}
	return unit, domain
}

// parentOf is what stands behind the first comma that separates names.
func parentOf(name []byte) []byte {
	for from := 0; ; {
		comma := bytes.IndexByte(name[from:], ',')
		if comma < 0 {
			return nil
		}
		comma += from
		if comma == 0 || name[comma-1] != '\\' {
			return name[comma+1:]
		}
		from = comma + 1
	}
}

// domainAt is where the domain's own part of a distinguished name begins: its first DC=.
func domainAt(name []byte) int {
	if len(name) > 3 && bytes.EqualFold(name[:3], []byte("DC=")) {
		return 0
	}
	for from := 0; ; {
		comma := bytes.IndexByte(name[from:], ',')
		if comma < 0 {
			return -1
		}
		from += comma + 1
		if rest := name[from:]; len(rest) > 3 && rest[0]|0x20 == 'd' && rest[1]|0x20 == 'c' && rest[2] == '=' {
			return from
		}
	}
}
