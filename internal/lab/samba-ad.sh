#!/usr/bin/env bash
# A disposable Active Directory for the tests: Samba AD DC on a loopback address of its own, its schema extended with the Exchange
# attributes of schema.txt, and deterministic users with planted defects.
#
#   samba-ad.sh up   DIR      make it the first time, start it, print how to reach it
#   samba-ad.sh load DIR N    N users, and contacts and groups (1,000 in 2 s, 50,000 in 2 min); data/truth-N.csv names their defects
#   samba-ad.sh env  DIR      how to reach it, for: eval "$(samba-ad.sh env DIR)"
#   samba-ad.sh down DIR      stop it; the data stays
#   samba-ad.sh wipe DIR      stop it and delete DIR
#
# Needs root (ports 389, 636 and 88) and a Debian-family system, where apt-get installs what is missing. Nothing else outside of DIR
# is written. Accounts besides Administrator: lab-reader reads, lab-writer writes mail attributes below OU=Lab, lab-sync may use DirSync.
#
# Where Samba is more lenient than Windows (page size, size limit, value ranges, letter case), internal/ldap/ldaptest stands in.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
python=/usr/bin/python3 # the one that Samba's modules are installed for
packages="samba samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules python3-samba ldap-utils krb5-user openssl iproute2"

die() { echo "samba-ad: $*" >&2; exit 1; }
[ $# -ge 2 ] || { sed -n '2,/^set -/p' "$0" | sed '$d; s/^# \{0,1\}//' >&2; exit 64; }
verb=$1
dir=$(realpath -m "$2")
case $dir in / | /etc | /usr | /var | /home | /root | /tmp | *[!A-Za-z0-9/._-]*) die "refusing to use '$2' as a lab directory" ;; esac
[ ${#dir} -le 80 ] || die "the path is too long for Unix sockets (80 characters at most)"

realm=CORP.LAB.TEST
domain=corp.lab.test
base=DC=corp,DC=lab,DC=test
host=dc0.$domain
password='Lab-Passw0rd!' # of a directory that lives on a loopback address for the length of a test
smb=$dir/etc/smb.conf
sam=$dir/private/sam.ldb

# Each directory has an address of its own, so that labs can run side by side.
number=$(printf '%s' "$dir" | cksum | cut -d' ' -f1)
ip=127.$((100 + number % 100)).$((number / 100 % 250)).$((number / 25000 % 250 + 1))

install_packages() {
  local missing="" guard=/usr/sbin/policy-rc.d made=""
  for p in $packages; do dpkg -s "$p" >/dev/null 2>&1 || missing="$missing $p"; done
  [ -n "$missing" ] || return 0
  # Keeps the packages' own services from starting while they are installed.
  [ -e $guard ] || { printf '#!/bin/sh\nexit 101\n' >$guard; chmod 755 $guard; made=1; }
  apt-get update -qq >/dev/null
  # shellcheck disable=SC2086 # a list of words
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends $missing >/dev/null
  [ -z "$made" ] || rm -f $guard
}

write_config() {
  mkdir -p "$dir"/{etc,private,state,cache,lock,run/ncalrpc,run/winbindd,run/ntp,log,tls,data} "$dir/sysvol/$domain/scripts"
  chmod 700 "$dir/private" "$dir/tls"
  chmod 750 "$dir/run/winbindd" "$dir/run/ntp"
  cat >"$smb" <<CONF
[global]
  netbios name = DC0
  realm = $realm
  workgroup = CORP
  server role = active directory domain controller
  interfaces = $ip/8
  bind interfaces only = yes
  disable netbios = yes
  # only what an LDAP and Kerberos client talks to
  server services = ldap, cldap, kdc
  prefork children = 4
  private dir = $dir/private
  lock directory = $dir/lock
  state directory = $dir/state
  cache directory = $dir/cache
  pid directory = $dir/run
  ncalrpc dir = $dir/run/ncalrpc
  winbindd socket directory = $dir/run/winbindd
  ntp signd socket directory = $dir/run/ntp
  binddns dir = $dir/state/bind-dns
  log file = $dir/log/samba.log
  usershare path =
  load printers = no
  posix:eadb = $dir/private/eadb.tdb
  dsdb:schema update allowed = yes
  # a lab's writes need not reach the disk one by one
  ldb:nosync = yes
  ldap server require strong auth = allow_sasl_over_tls
  tls enabled = yes
  tls keyfile = $dir/tls/key.pem
  tls certfile = $dir/tls/cert.pem
  tls cafile = $dir/tls/ca.pem
[sysvol]
  path = $dir/sysvol
  read only = no
[netlogon]
  path = $dir/sysvol/$domain/scripts
  read only = no
CONF
  cat >"$dir/krb5.conf" <<CONF
[libdefaults]
  default_realm = $realm
  dns_lookup_realm = false
  dns_lookup_kdc = false
  rdns = false
  udp_preference_limit = 1
[realms]
  $realm = {
    kdc = $ip:88
  }
[domain_realm]
  .$domain = $realm
  $domain = $realm
CONF
}

# Samba's own certificate has no subjectAltName, which Go refuses: a small authority, and a certificate that names host and address.
write_certificates() {
  [ ! -s "$dir/tls/cert.pem" ] || return 0
  (
    cd "$dir/tls"
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -keyout ca-key.pem -out ca.pem -subj "/CN=Lab Root CA" \
      -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
    openssl req -newkey rsa:2048 -nodes -keyout key.pem -out req.pem -subj "/CN=$host"
    printf 'subjectAltName=DNS:%s,DNS:%s,IP:%s\nextendedKeyUsage=serverAuth\n' "$host" "$domain" "$ip" >names
    openssl x509 -req -in req.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 3650 -extfile names -out cert.pem
    chmod 600 key.pem ca-key.pem
  ) 2>/dev/null
  install -m 644 "$dir/tls/ca.pem" "$dir/ca.pem"
}

provision() {
  [ ! -f "$dir/.made" ] || return 0
  rm -rf "$dir"/{private,state,cache,lock,sysvol}
  write_config
  samba-tool domain provision -s "$smb" --realm=$realm --domain=CORP --server-role=dc --dns-backend=NONE --adminpass="$password" \
    --host-name=dc0 --host-ip="$ip" --domain-sid=S-1-5-21-1004336348-1177238915-682003330 --function-level=2008_R2 \
    --backend-store=mdb >"$dir/log/provision.txt" 2>&1 || die "provisioning failed: $(tail -n 3 "$dir/log/provision.txt")"
  # Each step is a process of its own, so that it loads the schema that the step before left.
  for step in attributes classes modify; do
    $python "$here/schema.py" $step "CN=Schema,CN=Configuration,$base" <"$here/schema.txt" >"$dir/data/schema-$step.ldif"
    $python "$here/ldif.py" one "$smb" "$sam" "$dir/data/schema-$step.ldif"
  done
  skeleton >"$dir/data/skeleton.ldif"
  $python "$here/ldif.py" one "$smb" "$sam" "$dir/data/skeleton.ldif"
  for user in lab-reader lab-writer lab-sync; do
    samba-tool user create $user "$password" -s "$smb" -H "$sam" >>"$dir/log/accounts.txt" 2>&1
    samba-tool user setexpiry $user --noexpiry -s "$smb" -H "$sam" >>"$dir/log/accounts.txt" 2>&1
  done
  $python "$here/rights.py" "$smb" "$sam" "$base" >>"$dir/log/accounts.txt" 2>&1
  touch "$dir/.made"
}

# Organizational units, UPN suffixes, the controller's service names, and the shadow of an Exchange organisation.
skeleton() {
  local configuration=CN=Configuration,$base parent ou
  cat <<LDIF
dn: CN=Partitions,$configuration
changetype: modify
replace: uPNSuffixes
uPNSuffixes: contoso.com
uPNSuffixes: fabrikam.com
-

dn: CN=DC0,OU=Domain Controllers,$base
changetype: modify
add: servicePrincipalName
servicePrincipalName: ldap/$host
servicePrincipalName: ldap/$host/$domain
-

LDIF
  parent=CN=Services,$configuration
  for ou in "Microsoft Exchange" Contoso Databases DB01; do
    printf 'dn: CN=%s,%s\nchangetype: add\nobjectClass: container\n\n' "$ou" "$parent"
    parent="CN=$ou,$parent"
  done
  for ou in OU=Lab OU={People,Shared,Resources,Service,Leavers,Linked,Groups,Contacts},OU=Lab OU={Sydney,Dublin,München,東京,'São Paulo'},OU=People,OU=Lab; do
    printf 'dn:: %s\nchangetype: add\nobjectClass: organizationalUnit\n\n' "$(printf '%s,%s' "$ou" "$base" | base64 -w0)"
  done
}

# The master's process, if it is alive and ours: its working directory is this lab's.
master() {
  local p
  p=$(cat "$dir/run/samba.pid" 2>/dev/null) && [ "$(readlink "/proc/$p/cwd" 2>/dev/null)" = "$dir/run" ] && echo "$p"
}
answers() { ldapsearch -x -LLL -o nettimeout=2 -H "ldap://$ip" -s base -b '' highestCommittedUSN >/dev/null 2>&1; }

start() {
  if master >/dev/null && answers; then return 0; fi
  cd "$dir/run"
  setsid samba -s "$smb" -l "$dir/log" -F --no-process-group </dev/null >"$dir/log/samba.txt" 2>&1 &
  disown
  for _ in $(seq 150); do
    if answers; then return 0; fi
    sleep 0.1
  done
  die "the server did not answer within 15 s: $(tail -n 3 "$dir/log/samba.txt")"
}

stop() {
  local p
  p=$(master) || return 0
  kill -TERM "$p" 2>/dev/null || true
  # The workers watch a pipe from the master and leave by themselves.
  for _ in $(seq 100); do ss -ltn | grep -q "[[:space:]]$ip:389[[:space:]]" || break; sleep 0.1; done
  rm -f "$dir/run/samba.pid"
}

facts() {
  cat <<FACTS
LAB_DIR=$dir
LAB_LDAP_URL=ldap://$ip:389
LAB_LDAPS_URL=ldaps://$ip:636
LAB_HOST=$host
LAB_REALM=$realm
LAB_BASE_DN=$base
LAB_ADMIN=Administrator@$domain
LAB_READER=lab-reader@$domain
LAB_WRITER=lab-writer@$domain
LAB_SYNC=lab-sync@$domain
LAB_PASSWORD='$password'
LAB_CA_FILE=$dir/ca.pem
LAB_KRB5_CONF=$dir/krb5.conf
LAB_TRUTH_CSV=$(ls "$dir"/data/truth-*.csv 2>/dev/null | tail -n 1)
FACTS
}

load() {
  local n=$1
  case $n in '' | *[!0-9]*) die "load needs a number" ;; esac
  if [ -f "$dir/.loaded" ]; then
    [ "$(cat "$dir/.loaded")" = "$n" ] || die "$(cat "$dir/.loaded") users are loaded already; wipe first, or use another directory"
    return 0
  fi
  $python "$here/population.py" "$n" "$base" "$domain" "$dir/data/truth-$n.csv" >"$dir/data/users-$n.ldif"
  $python "$here/groups.py" "$n" "$base" "$dir/data/truth-$n.csv" >"$dir/data/groups-$n.ldif"
  $python "$here/ldif.py" many "$smb" "$sam" "$dir/data/users-$n.ldif" "$dir/data/groups-$n.ldif"
  echo "$n" >"$dir/.loaded"
}

[ "$verb" = env ] || [ "$(id -u)" = 0 ] || die "needs root, for the ports below 1024"
case $verb in
  up) install_packages; write_config; write_certificates; provision; start; facts ;;
  load) [ -f "$dir/.made" ] || die "run up first"; load "${3:-}" ;;
  env) [ -f "$dir/.made" ] || die "there is no lab in $dir"; facts ;;
  down) stop ;;
  wipe) stop; rm -rf "$dir" ;;
  *) die "there is no verb '$verb'" ;;
esac
