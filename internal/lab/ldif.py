"""Applies LDIF files straight to the database files: ldif.py one|many SMB.CONF SAM.LDB FILE..."""
import sys
import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

how, smb, sam, files = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
lp = LoadParm()
lp.load(smb)
# Without batch_mode the time grows with the square of the number of objects; with it, an object that is there already is an error
# that takes the whole file back.
options = ["nosync:1", "batch_mode:1", "transaction_index_cache_size:200000"] if how == "many" else []
db = SamDB(url=sam, session_info=system_session(), lp=lp, options=options)
for name in files:
    db.transaction_start()
    for change, message in db.parse_ldif(open(name, encoding="utf-8").read()):
        try:
            if change == ldb.CHANGETYPE_MODIFY:
                db.modify(message)
            else:
                db.add(message)
        except ldb.LdbError as error:
            if error.args[0] != ldb.ERR_ENTRY_ALREADY_EXISTS:
                raise SystemExit("%s: %s" % (message.dn, error))
    db.transaction_commit()
