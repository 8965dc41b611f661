"""Writes the LDIF that extends the schema: attributes, classes or modify; schema.txt comes on stdin."""
import sys, uuid, base64
which, schema = sys.argv[1], sys.argv[2]
SYN = {"str":("2.5.5.12","64",None),"int":("2.5.5.9","2",None),"i64":("2.5.5.16","65",None),
       "bool":("2.5.5.8","1",None),"oct":("2.5.5.10","4",None),"time":("2.5.5.11","24",None),
       "dn":("2.5.5.1","127","KwwCh3McAIVK"),"sid":("2.5.5.17","4",None),"sd":("2.5.5.15","66",None)}
NS = uuid.UUID("5f0d7a52-9f0c-5c7e-8f3a-6a1f5b0c2d11")
INFO = base64.b64encode(uuid.UUID("1f298a89-de98-47b8-b5cd-572ad53d267e").bytes_le).decode()
rows = [l.split() for l in sys.stdin if l.strip() and not l.startswith("#")]
def gid(s): return base64.b64encode(uuid.uuid5(NS, s).bytes_le).decode()
out = []
CLASS = {"B":("ms-Exch-Base-Class","msExchBaseClass","1.2.840.113556.1.5.7000.62.14"),
         "S":("ms-Exch-Mail-Storage","msExchMailStorage","1.2.840.113556.1.5.7000.62.5"),
         "C":("ms-Exch-Custom-Attributes","msExchCustomAttributes","1.2.840.113556.1.5.7000.62.6")}
if which == "attributes":
    for name, cn, oid, syn, sv, sf, gc, upper, link, cls in rows:
        cn = "ms-DS-External-Directory-Object-Id" if cn == "=" else "ms-Exch-" + cn
        a, om, oc = SYN[syn]
        r = ["dn: CN=%s,%s" % (cn, schema), "objectClass: top", "objectClass: attributeSchema",
             "cn: " + cn, "lDAPDisplayName: " + name, "adminDisplayName: " + cn, "adminDescription: " + cn,
             "attributeID: " + oid, "attributeSyntax: " + a, "oMSyntax: " + om,
             "isSingleValued: " + ("TRUE" if sv == "S" else "FALSE"), "searchFlags: " + sf,
             "isMemberOfPartialAttributeSet: " + ("TRUE" if gc == "y" else "FALSE"),
             "showInAdvancedViewOnly: TRUE", "schemaIDGUID:: " + gid(name), "attributeSecurityGUID:: " + INFO]
        if oc: r.append("oMObjectClass:: " + oc)
        if upper != "-": r += ["rangeLower: 16" if upper == "16" else "rangeLower: 0" if syn == "oct" else "rangeLower: 1", "rangeUpper: " + upper]
        if link != "-": r.append("linkID: " + link)
        out.append("\n".join(r))
elif which == "classes":
    for k, (cn, name, oid) in CLASS.items():
        r = ["dn: CN=%s,%s" % (cn, schema), "objectClass: top", "objectClass: classSchema", "cn: " + cn,
             "lDAPDisplayName: " + name, "adminDisplayName: " + cn, "governsID: " + oid, "subClassOf: top",
             "objectClassCategory: 3", "rDNAttID: cn", "showInAdvancedViewOnly: TRUE", "systemOnly: FALSE",
             "defaultHidingValue: TRUE", "schemaIDGUID:: " + gid(name), "defaultObjectCategory: CN=%s,%s" % (cn, schema)]
        r += ["mayContain: " + x[0] for x in rows if x[9] == k]
        out.append("\n".join(r))
else:
    r = ["dn: CN=Mail-Recipient," + schema, "changetype: modify", "add: mayContain"]
    r += ["mayContain: " + x[0] for x in rows if x[9] == "R"] + ["-"]
    out.append("\n".join(r))
    for who, aux in (("User","B S C"),("Contact","B C"),("Group","B C")):
        r = ["dn: CN=%s,%s" % (who, schema), "changetype: modify", "add: auxiliaryClass"]
        r += ["auxiliaryClass: " + CLASS[a][1] for a in aux.split()] + ["-"]
        out.append("\n".join(r))
    # what Exchange setup changes on attributes that AD already has
    for cn, gc in (("Proxy-Addresses","TRUE"),("E-mail-Addresses","TRUE")):
        out.append("dn: CN=%s,%s\nchangetype: modify\nreplace: isMemberOfPartialAttributeSet\nisMemberOfPartialAttributeSet: %s\n-" % (cn, schema, gc))
print("\n\n".join(out))
