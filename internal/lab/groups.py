"""Writes the LDIF of the groups: after the users, so that their links resolve."""
import sys, csv, base64
n, base, truth = int(sys.argv[1]), sys.argv[2], sys.argv[3]
dns = [r["distinguishedName"] for r in csv.DictReader(open(truth, encoding="utf-8"))]
def line(k, v):
    return "%s:: %s\n" % (k, base64.b64encode(v.encode()).decode()) if any(ord(c) > 126 for c in v) else "%s: %s\n" % (k, v)
def grp(name, typ, members, mail=True):
    o = "dn: CN=%s,OU=Groups,OU=Lab,%s\nobjectClass: top\nobjectClass: group\ncn: %s\nsAMAccountName: %s\ngroupType: %d\n" % (name, base, name, name, typ)
    if mail:
        o += "mail: %s@contoso.com\nmailNickname: %s\nproxyAddresses: SMTP:%s@contoso.com\nmsExchRecipientDisplayType: %d\n" % (name, name, name, 1 if typ == 8 else 1073741833)
    for m in members: o += line("member", m)
    sys.stdout.write(o + "\n")
grp("all-staff", 8, dns[: min(len(dns), 6000)])          # > 1500: range retrieval
for j in range(max(3, n // 100)):
    grp("%s-%04d" % (("dl", "mesg", "sec")[j % 3], j), (8, -2147483640, -2147483646)[j % 3], dns[(j * 37) % len(dns):][:25], mail=j % 3 != 2)
