"""Writes the LDIF of N deterministic users with planted defects, and a CSV that names each object and its defects."""
import sys, uuid, random, base64, csv, hashlib
N, base, dns, truthfile = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
R = random.Random(20240607)
NS = uuid.UUID("7c9f4a0e-2d53-5a6b-9a64-0f7d6d1b3e42")
lab = "OU=Lab," + base
TENANT = "contoso"
ROUTE = TENANT + ".mail.onmicrosoft.com"
EXDB = "CN=DB01,CN=Databases,CN=Contoso,CN=Microsoft Exchange,CN=Services,CN=Configuration," + base
ORG = "/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn="
GIVEN = "Anna Liam Sofía Müge Zoë Björn Chloé Łukasz Ngọc Søren Ewa José Priya Wei Yuki Olga Igor Fatima Siân Tomás Ines Noah Mia Ravi Lena Marta Hugo Aoife Cian Jürgen Renée Ayşe Åsa Ødegård Márton Катя Дмитрий 太郎 花子 伟 秀英 Γιώργος Ελένη אורי".split()
SUR = "Smith O'Brien Müller García Nguyễn Łapiński Sørensen D'Souza van-der-Berg Çelik Ó'Súilleabháin Kowalska Ivanova Tanaka Li Wang Patel Okafor Schröder Straße Núñez Brown Jones Wilson Taylor Evans Walsh Ryan Kelly Byrne Hansen Larsen Petrov Мельник Соколова 山田 佐藤 王 李 Παπαδόπουλος כהן Smith-Jones".split()
SITES = [("Sydney","AU","Australia",36,"Sydney"),("Dublin","IE","Ireland",372,"Dublin"),("München","DE","Germany",276,"München"),("東京","JP","Japan",392,"東京"),("São Paulo","BR","Brazil",76,"São Paulo")]
DEPT = ["Finance","Engineering","Sales & Marketing","People, Culture","R+D","Legal","IT \"Ops\"","Facilities"]
TITLE = ["Analyst","Senior Engineer","Account Manager","Director, EMEA","Technician","Team Lead"]
KEEP = {"ø":"o","Ø":"O","ł":"l","Ł":"L","ß":"ss","ş":"s","ğ":"g","ı":"i","æ":"ae","đ":"d","Ð":"D"}
import unicodedata
def ascii_(s):
    s = "".join(KEEP.get(c, c) for c in s)
    s = unicodedata.normalize("NFKD", s)
    return "".join(c for c in s if ord(c) < 128 and (c.isalnum() or c in "-"))
def esc(v):  # RFC 4514 value escaping
    o = []
    for i, c in enumerate(v):
        if c in ',+"\\<>;=' or (c == "#" and i == 0) or (c == " " and i in (0, len(v) - 1)): o.append("\\" + c)
        else: o.append(c)
    return "".join(o)
def guid(kind, i): return uuid.uuid5(NS, "%s:%d" % (kind, i))
out = sys.stdout
def line(k, v):
    if isinstance(v, bytes): return "%s:: %s\n" % (k, base64.b64encode(v).decode())
    if v == "": return ""
    if any(ord(c) > 126 or ord(c) < 32 for c in v) or v[0] in " :<" or v[-1] == " ":
        return "%s:: %s\n" % (k, base64.b64encode(v.encode()).decode())
    return "%s: %s\n" % (k, v)
def emit(dn, classes, attrs):
    b = [line("dn", dn)] + ["objectClass: %s\n" % c for c in classes]
    for k, v in attrs:
        for x in (v if isinstance(v, list) else [v]):
            if x is not None: b.append(line(k, x))
    b.append("\n"); out.write("".join(b))
truth = csv.writer(open(truthfile, "w", newline="", encoding="utf-8"))
truth.writerow(["sAMAccountName","kind","defects","distinguishedName","userPrincipalName","exchangeGuid","archiveGuid","consistencyGuid"])
def dtmf(s): 
    m = dict(zip("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999"))
    return "".join(m.get(c, c if c.isdigit() else "") for c in s.lower())
KINDS = [("remote-user-migrated",34),("remote-user-provisioned",26),("remote-user-archive",8),("onprem-user",6),("no-mail",6),
         ("remote-shared",4),("remote-room",2),("remote-equipment",1),("linked",1),("leaver",6),("service",3),("mail-user",3)]
TOTAL = sum(w for _, w in KINDS)
DEFECTS = ["null-exchange-guid","wrong-upn-suffix","no-routing-address","wrong-target-address","no-primary-smtp","two-primary-smtp",
           "duplicate-proxy","bad-nickname","stale-homemdb","type-mismatch","anchor-mismatch","missing-remote-mailbox","spaced-proxy"]
prevs, seen = [], {}
for i in range(N):
    pick, k = R.randrange(TOTAL), None
    for name, w in KINDS:
        if pick < w: k = name; break
        pick -= w
    g, s = R.choice(GIVEN), R.choice(SUR)
    site = SITES[R.randrange(len(SITES))]
    defects = [R.choice(DEFECTS)] if R.random() < 0.12 else []
    nick = ("%s.%s" % (ascii_(g), ascii_(s))).strip(".-").lower()
    if nick.count(".") == 0: nick = "user"
    if k.startswith("remote-shared"): nick, g, s = "shared-%d" % i, "", ""
    if k in ("remote-room","remote-equipment"): nick, g, s = "%s-%d" % (k[7:], i), "", ""
    if k == "service": nick, g, s = "svc-%d" % i, "", ""
    c = seen.get(nick, 0); seen[nick] = c + 1
    if c or nick == "user": nick = "%s%d" % (nick, i)
    display = ("%s %s" % (g, s)).strip() or nick
    # a sprinkling of names that need DN escaping
    cn = display
    if i % 53 == 7: cn = "%s, %s" % (s or nick, g or "x")
    elif i % 101 == 9: cn = "#%s + %s" % (g or nick, s or "y")
    elif i % 151 == 11: cn = "%s \"%s\" <x>; a=b\\c" % (g or nick, s)
    cn = ("%s (%d)" % (cn, i))[:64]
    sam = ("u%06d" % i)
    dom = "fabrikam.com" if i % 5 == 0 else "contoso.com"
    upn = "%s@%s" % (nick, dom)
    primary = upn
    mid, aid, cid = guid("mailbox", i), guid("archive", i), guid("anchor", i)
    ou = "OU=%s,OU=People" % site[0]
    uac = 512
    a = [("cn", cn), ("sAMAccountName", sam)]
    if g: a.append(("givenName", g))
    if s: a.append(("sn", s))
    a.append(("displayName", display))
    mail_attrs, px, rtd, rdt, rrt = [], [], None, None, None
    if k.startswith("remote-user"):
        rtd, rdt = 2147483648, -2147483642
        rrt = {"remote-user-migrated":4, "remote-user-provisioned":1, "remote-user-archive":3}[k]
        if k == "remote-user-archive" and R.random() < 0.5: rrt = 6
    elif k == "remote-shared":     rtd, rdt, rrt, ou, uac = 34359738368, -2147483642, R.choice([97, 100]), "OU=Shared", 514
    elif k == "remote-room":       rtd, rdt, rrt, ou, uac = 8589934592, -2147481850, R.choice([33, 36]), "OU=Resources", 514
    elif k == "remote-equipment":  rtd, rdt, rrt, ou, uac = 17179869184, -2147481594, R.choice([65, 68]), "OU=Resources", 514
    elif k == "onprem-user":       rtd, rdt = 1, 1073741824
    elif k == "linked":            rtd, rdt, ou, uac = 2, 1073741824, "OU=Linked", 514
    elif k == "mail-user":         rtd, rdt = 128, 6
    elif k == "leaver":
        ou, uac = "OU=Leavers", 514
        if R.random() < 0.7: rtd, rdt, rrt = 2147483648, -2147483642, 4
    elif k == "service":           ou, uac = "OU=Service", 66048
    if "missing-remote-mailbox" in defects:
        if rrt is None: defects.remove("missing-remote-mailbox")
        else: rtd = rdt = rrt = None
    has_mail = rtd is not None or "missing-remote-mailbox" in defects
    with_anchor = k not in ("service", "no-mail") or R.random() < 0.5
    # the truth file names only defects that this kind of object can show
    fits = {"null-exchange-guid": rrt is not None, "no-routing-address": rrt is not None, "wrong-target-address": rrt is not None,
            "stale-homemdb": rrt is not None, "type-mismatch": rrt is not None, "bad-nickname": rtd is not None,
            "no-primary-smtp": has_mail, "two-primary-smtp": has_mail, "spaced-proxy": has_mail,
            "duplicate-proxy": has_mail and len(prevs) > 0, "anchor-mismatch": with_anchor}
    defects = [d for d in defects if fits.get(d, True)]
    if has_mail and k != "no-mail":
        px = ["SMTP:" + primary, "smtp:%s@%s.onmicrosoft.com" % (nick, TENANT)]
        if R.random() < 0.5: px.append("smtp:%s.old@%s" % (nick, "fabrikam.com" if dom == "contoso.com" else "contoso.com"))
        if R.random() < 0.3: px.append("X500:%s%s" % (ORG, hashlib.md5(nick.encode()).hexdigest()))
        if R.random() < 0.05: px += ["smtp:%s+%d@contoso.com" % (nick, j) for j in range(R.randrange(5, 40))]
        if R.random() < 0.3: px.append("sip:" + primary)
        mail_attrs.append(("mail", primary))
    if rtd is not None:
        target = "SMTP:%s@%s" % (nick, ROUTE)
        if rrt is not None: px.append("smtp:%s@%s" % (nick, ROUTE))
        mn = nick
        if "bad-nickname" in defects: mn = nick + R.choice([" x", "(old)", "..", "\u00e9"])
        mail_attrs += [("mailNickname", mn), ("legacyExchangeDN", ORG + hashlib.md5(nick.encode()).hexdigest() + "-" + mn[:20].strip()),
                       ("msExchVersion", "88218628259840" if rrt is not None else "44220983382016"),
                       ("msExchPoliciesIncluded", ["{26491cfc-9e50-4857-861b-0cb8df22b5d7}", "%s" % guid("policy", 1)]),
                       ("msExchUMDtmfMap", ["emailAddress:" + dtmf(nick), "lastNameFirstName:" + dtmf(ascii_(s) + ascii_(g)), "firstNameLastName:" + dtmf(ascii_(g) + ascii_(s))])]
        if rrt is not None or k == "mail-user":
            if "wrong-target-address" in defects: target = R.choice(["SMTP:%s@contoso.com" % nick, "smtp:%s@oldtenant.mail.onmicrosoft.com" % nick, "%s@%s" % (nick, ROUTE)])
            mail_attrs.append(("targetAddress", "SMTP:%s@partner.example" % nick if k == "mail-user" else target))
        if rrt is not None:
            if "type-mismatch" in defects: rtd = R.choice([x for x in (128, 1, 2147483648, 34359738368) if x != rtd])
            mail_attrs.append(("msExchRemoteRecipientType", str(rrt)))
            null = "null-exchange-guid" in defects or (k == "remote-user-provisioned" and R.random() < 0.35)
            if null and "null-exchange-guid" not in defects: defects.append("null-exchange-guid")
            if not null: mail_attrs.append(("msExchMailboxGuid", mid.bytes_le))
            if rrt & 2:
                mail_attrs += [("msExchArchiveGUID", aid.bytes_le), ("msExchArchiveName", "In-Place Archive -" + display)]
                if R.random() < 0.8: mail_attrs.append(("msExchArchiveStatus", "1"))
            if "stale-homemdb" in defects: mail_attrs.append(("homeMDB", EXDB))
            mail_attrs.append(("msExchUserCulture", "en-%s" % site[1]))
        elif rtd in (1, 2):
            mail_attrs += [("homeMDB", EXDB), ("msExchMailboxGuid", mid.bytes_le), ("mDBUseDefaults", "TRUE"),
                           ("msExchHomeServerName", "/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Configuration/cn=Servers/cn=EX01"),
                           ("msExchWhenMailboxCreated", "2019%02d%02d101112.0Z" % (i % 12 + 1, i % 28 + 1)), ("msExchUserAccountControl", "2" if rtd == 2 else "0")]
            if rtd == 2: mail_attrs.append(("msExchMasterAccountSid", "S-1-5-21-1111111111-2222222222-3333333333-%d" % (1000 + i)))
        mail_attrs += [("msExchRecipientTypeDetails", str(rtd)), ("msExchRecipientDisplayType", str(rdt))]
        if uac == 514 or R.random() < 0.03: mail_attrs.append(("msExchHideFromAddressLists", "TRUE"))
        if R.random() < 0.10: mail_attrs += [("msExchELCMailboxFlags", "10"), ("msExchLitigationHoldDate", "2023%02d%02d000000.0Z" % (i % 12 + 1, i % 28 + 1)), ("msExchLitigationHoldOwner", "legal@contoso.com")]
        if R.random() < 0.20: mail_attrs += [("msExchSafeSendersHash", hashlib.sha256(nick.encode()).digest()[:4 * R.randrange(1, 8)]), ("msExchBlockedSendersHash", hashlib.md5(nick.encode()).digest()[:8])]
        if k == "remote-room": mail_attrs += [("msExchResourceCapacity", str(4 + i % 20)), ("msExchResourceDisplay", "Room"), ("msExchResourceMetaData", "ResourceType:Room"), ("msExchResourceSearchProperties", "Room")]
        if k == "remote-equipment": mail_attrs += [("msExchResourceDisplay", "Equipment"), ("msExchResourceMetaData", "ResourceType:Equipment"), ("msExchResourceSearchProperties", "Equipment")]
    if px:
        if "no-routing-address" in defects: px = [p for p in px if ROUTE not in p]
        if "no-primary-smtp" in defects: px = [p for p in px if not p.startswith("SMTP:")] or ["smtp:" + primary]
        if "two-primary-smtp" in defects: px.append("SMTP:%s.two@%s" % (nick, dom))
        if "spaced-proxy" in defects: px.append("smtp:%s x@%s" % (nick, dom))
        if "duplicate-proxy" in defects and prevs: px.append("smtp:" + prevs[R.randrange(len(prevs))])
        prevs.append(nick + "@contoso.onmicrosoft.com") if len(prevs) < 5000 else None
        lo, uniq = set(), []
        for p in px:
            if p.lower() not in lo: lo.add(p.lower()); uniq.append(p)
        mail_attrs.append(("proxyAddresses", uniq))
    if "wrong-upn-suffix" in defects: upn = "%s@%s" % (nick, dns)
    anchor = guid("other-anchor", i) if "anchor-mismatch" in defects else cid
    a += [("userPrincipalName", upn), ("userAccountControl", str(uac))] + mail_attrs
    if with_anchor: a.append(("mS-DS-ConsistencyGuid", anchor.bytes_le))
    if g:
        a += [("department", R.choice(DEPT)), ("title", R.choice(TITLE)), ("company", "Fabrikam" if dom[0] == "f" else "Contoso"),
              ("physicalDeliveryOfficeName", site[4]), ("l", site[4]), ("c", site[1]), ("co", site[2]), ("countryCode", str(site[3])),
              ("telephoneNumber", "+%d %04d %04d" % (site[3] % 90 + 10, i // 10000, i % 10000)), ("employeeID", "E%07d" % i),
              ("employeeType", R.choice(["Permanent", "Contractor"])), ("extensionAttribute1", "E%d" % (1 + 2 * R.randrange(3))), ("extensionAttribute5", "S%06d" % i)]
        if R.random() < 0.6: a.append(("mobile", "+61 4%08d" % i))
        if R.random() < 0.5: a.append(("streetAddress", "%d Main St" % (i % 300)))
        if R.random() < 0.3: a.append(("msExchExtensionCustomAttribute1", ["tag-%d" % (i % 7), "tag-%d" % (i % 11 + 20)]))
        if R.random() < 0.2: a.append(("extensionAttribute15", "<note lang=\"x\">%s; %s</note>" % (display, site[4])))
        if i % 97 == 3: a.append(("description", "Line one\r\nLine two, \"quoted\"; %s" % display))
        if i % 389 == 5: a.append(("accountExpires", "133170048000000000"))
    dn = "CN=%s,%s,%s" % (esc(cn), ou, lab)
    if g and i > 50 and R.random() < 0.7: a.append(("manager", "CN=%s,%s" % (mgr_cn, mgr_ou)))
    if g and i % 40 == 0 or i == 0: mgr_cn, mgr_ou = esc(cn), "%s,%s" % (ou, lab)
    emit(dn, ["top", "person", "organizationalPerson", "user"], a)
    truth.writerow([sam, k, " ".join(defects), dn, upn, mid if any(x[0] == "msExchMailboxGuid" for x in a) else "", aid if any(x[0] == "msExchArchiveGUID" for x in a) else "", anchor if any(x[0] == "mS-DS-ConsistencyGuid" for x in a) else ""])
for j in range(max(1, N // 50)):
    nick = "partner%d" % j
    emit("CN=Partner\\, %d,OU=Contacts,%s" % (j, lab), ["top", "person", "organizationalPerson", "contact"],
         [("cn", "Partner, %d" % j), ("displayName", "Partner %d" % j), ("mail", nick + "@partner.example"), ("mailNickname", nick),
          ("targetAddress", "SMTP:%s@partner.example" % nick), ("proxyAddresses", ["SMTP:%s@partner.example" % nick]),
          ("msExchRecipientDisplayType", "6"), ("legacyExchangeDN", ORG + nick)])
