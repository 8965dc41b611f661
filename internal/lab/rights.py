"""Gives lab-writer the mail attributes below OU=Lab, and lab-sync the right to replicate changes: rights.py SMB.CONF SAM.LDB BASE"""
import sys
import uuid
from samba import sd_utils
from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

smb, sam, base = sys.argv[1:4]
lp = LoadParm()
lp.load(smb)
db = SamDB(url=sam, session_info=system_session(), lp=lp)
utils = sd_utils.SDUtils(db)


def sid(name):
    found = db.search(base, expression="(sAMAccountName=%s)" % name, attrs=["objectSid"])
    return str(ndr_unpack(security.dom_sid, found[0]["objectSid"][0]))


def schema_guid(attribute):
    found = db.search(db.get_schema_basedn(), expression="(lDAPDisplayName=%s)" % attribute, attrs=["schemaIDGUID"])
    return str(uuid.UUID(bytes_le=bytes(found[0]["schemaIDGUID"][0])))


EXCHANGE_INFORMATION = "1f298a89-de98-47b8-b5cd-572ad53d267e"  # the property set
aces = "(OA;CIIO;RPWP;%s;;%s)" % (EXCHANGE_INFORMATION, sid("lab-writer"))
for attribute in ("proxyAddresses", "mail", "userPrincipalName", "mS-DS-ConsistencyGuid", "displayName", "givenName", "sn", "legacyExchangeDN"):
    aces += "(OA;CIIO;RPWP;%s;;%s)" % (schema_guid(attribute), sid("lab-writer"))
utils.dacl_add_ace("OU=Lab," + base, aces)
for right in ("1131f6aa-9c07-11d1-f79f-00c04fc2dcd2", "1131f6ad-9c07-11d1-f79f-00c04fc2dcd2"):  # DS-Replication-Get-Changes, -All
    utils.dacl_add_ace(base, "(OA;;CR;%s;;%s)" % (right, sid("lab-sync")))
