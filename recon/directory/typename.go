package directory

import "strings"

// typeFamilies are the namespaces whose members no person writes into a directory; a name below one of them is a type's.
var typeFamilies = []string{
	"System.Collections.", "System.DirectoryServices.", "System.Management.Automation.", "System.Security.AccessControl.",
	"System.Security.Principal.", "System.Xml.",
	"Microsoft.ActiveDirectory.Management.", "Microsoft.Exchange.Data.", "Microsoft.Exchange.Management.",
	"Microsoft.Exchange.Configuration.", "Microsoft.Graph.PowerShell.", "Microsoft.Graph.Beta.PowerShell.", "Microsoft.Graph.Models.",
	"Microsoft.Online.Administration.", "Microsoft.Open.AzureAD.", "Microsoft.Open.MSGraph.", "Microsoft.Azure.PowerShell.",
	"Microsoft.Azure.Commands.", "Microsoft.PowerShell.Commands.",
}

// beginsLikeType says whether a text begins as the names that isTypeName knows do.
func beginsLikeType(text string) bool {
	return strings.HasPrefix(text, "System.") || strings.HasPrefix(text, "Microsoft.") || strings.HasPrefix(text, "Deserialized.") || strings.HasPrefix(text, "Selected.")
}

// isTypeName says whether a text is nothing but the name of a .NET type, or several of them joined. It knows arrays, generic
// types and the families above; a job title such as System.Manager is none of them.
func isTypeName(text string) bool {
	for text != "" {
		name, rest := cutTypeName(text)
		if !isOneTypeName(name) {
			return false
		}
		text = strings.TrimLeft(rest, " ;,|\r\n\t")
	}
	return true
}

// cutTypeName cuts off a name with the brackets behind it. Those of a generic type can hold spaces and commas:
// List`1[[System.String, mscorlib, Version=4.0.0.0]].
func cutTypeName(text string) (name, rest string) {
	depth := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case depth == 0 && (c == ' ' || c == ';' || c == ',' || c == '|' || c == '\r' || c == '\n' || c == '\t'):
			return text[:i], text[i:]
		}
	}
	return text, ""
}

func isOneTypeName(name string) bool {
	for _, made := range []string{"Deserialized.", "Selected."} {
		name = strings.TrimPrefix(name, made)
	}
	if !strings.HasPrefix(name, "System.") && !strings.HasPrefix(name, "Microsoft.") {
		return false
	}
	bare, _, _ := strings.Cut(name, "[")
	for i := range len(bare) {
		if c := bare[i]; (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && strings.IndexByte("._`+", c) < 0 {
			return false
		}
	}
	if strings.HasSuffix(name, "[]") || strings.IndexByte(bare, '`') > 0 {
		return true
	}
	switch name {
	case "System.Object", "System.String", "System.Byte", "System.Guid", "System.__ComObject":
		return true
	}
	for _, family := range typeFamilies {
		if member, ok := strings.CutPrefix(name, family); ok && member != "" && member[0] >= 'A' && member[0] <= 'Z' {
			return true
		}
	}
	return false
}
