-- What rejoin recon does, as far as SQL says it well: the anchor, the external id, then UPN and addresses for what is left,
-- the situation of everybody, and a list of those who are not Confirmed. The finer points (several forests, ambiguity,
-- incomplete tables, custom anchors) are left out, so the peer has the lighter job.
CREATE TEMP TABLE ad AS
SELECT TRY_CAST(objectGUID AS UUID) AS guid,
       TRY_CAST(CASE WHEN "mS-DS-ConsistencyGuid" <> '' THEN "mS-DS-ConsistencyGuid" ELSE objectGUID END AS UUID) AS anchor,
       TRY_CAST(msExchMailboxGuid AS UUID) AS mailbox, lower(userPrincipalName) AS upn, displayName AS name,
       lower(split_part(split_part(proxyAddresses, 'SMTP:', 2), ';', 1)) AS prime, lower(mail) AS mail, proxyAddresses AS addresses
FROM read_csv('{dir}/ad_users.csv', header=true, delim=',', quote='"', escape='"', all_varchar=true, nullstr='\N', strict_mode=true);

CREATE TEMP TABLE entra AS
SELECT TRY_CAST(id AS UUID) AS id, onPremisesSyncEnabled = 'true' AS synced, userType, immutable,
       lower(userPrincipalName) AS upn, displayName AS name, lower(mail) AS mail,
       lower(split_part(split_part(proxyAddresses, 'SMTP:', 2), ';', 1)) AS prime, proxyAddresses AS addresses,
       CASE WHEN length(raw) = 32 THEN TRY_CAST(
         substr(raw,7,2)||substr(raw,5,2)||substr(raw,3,2)||substr(raw,1,2)||substr(raw,11,2)||substr(raw,9,2)||substr(raw,15,2)||substr(raw,13,2)||substr(raw,17) AS UUID) END AS anchor
FROM (SELECT *, onPremisesImmutableId AS immutable, CASE WHEN length(onPremisesImmutableId) = 24 THEN hex(from_base64(onPremisesImmutableId)) ELSE '' END AS raw
      FROM read_csv('{dir}/entra_users.csv', header=true, delim=',', quote='"', escape='"', all_varchar=true, nullstr='\N', strict_mode=true));

CREATE TEMP TABLE exo AS
SELECT TRY_CAST(ExternalDirectoryObjectId AS UUID) AS id, TRY_CAST(ExchangeGuid AS UUID) AS guid, lower(UserPrincipalName) AS upn,
       DisplayName AS name, lower(PrimarySmtpAddress) AS prime, EmailAddresses AS addresses
FROM read_csv('{dir}/exo_mailboxes.csv', header=true, delim=',', quote='"', escape='"', all_varchar=true, nullstr='\N', strict_mode=true);

CREATE TEMP TABLE linked AS SELECT ad.rowid AS a, entra.rowid AS e, 'anchor' AS how FROM ad JOIN entra ON ad.anchor = entra.anchor;
CREATE TEMP TABLE owned AS SELECT entra.rowid AS e, exo.rowid AS x, 'external-id' AS how FROM entra JOIN exo ON entra.id = exo.id;

CREATE TEMP TABLE freead AS SELECT rowid AS a, upn, coalesce(nullif(prime, ''), mail) AS prime, addresses FROM ad WHERE rowid NOT IN (SELECT a FROM linked);
CREATE TEMP TABLE freeentra AS SELECT rowid AS e, upn, coalesce(nullif(prime, ''), mail) AS prime, addresses FROM entra WHERE rowid NOT IN (SELECT e FROM linked);
CREATE TEMP TABLE found AS
WITH pairs AS (
  SELECT a, e FROM freead JOIN freeentra ON freead.upn = freeentra.upn WHERE freead.upn <> ''
  UNION SELECT a, e FROM freead JOIN freeentra ON freead.prime = freeentra.prime WHERE freead.prime <> ''
  UNION SELECT a, e FROM (SELECT a, unnest(string_split(lower(addresses), ';')) AS s FROM freead) l
        JOIN (SELECT e, unnest(string_split(lower(addresses), ';')) AS s FROM freeentra) r ON l.s = r.s WHERE starts_with(l.s, 'smtp:'))
SELECT a, min(e) AS e, count(*) AS n FROM pairs GROUP BY a;
INSERT INTO owned
SELECT min(e.rowid), x.rowid, 'address' FROM exo x JOIN entra e ON e.upn = x.upn
WHERE x.rowid NOT IN (SELECT x FROM owned) AND e.rowid NOT IN (SELECT e FROM owned) GROUP BY x.rowid;

COPY (
SELECT CASE WHEN f.n > 1 THEN 'Ambiguous' WHEN f.n = 1 THEN 'Found' ELSE 'Absent' END AS situation, ad.name, ad.upn, ad.guid AS ad, entra.id AS entra, exo.guid AS exo
FROM ad LEFT JOIN linked l ON l.a = ad.rowid LEFT JOIN found f ON f.a = ad.rowid LEFT JOIN entra ON entra.rowid = f.e
LEFT JOIN owned o ON o.e = f.e LEFT JOIN exo ON exo.rowid = o.x WHERE l.a IS NULL
UNION ALL
SELECT CASE WHEN userType = 'Guest' THEN 'TargetIgnored' WHEN synced THEN 'SourceMissing' ELSE 'Unassigned' END, entra.name, entra.upn, NULL, entra.id, exo.guid
FROM entra LEFT JOIN owned o ON o.e = entra.rowid LEFT JOIN exo ON exo.rowid = o.x
WHERE entra.rowid NOT IN (SELECT e FROM linked) AND entra.rowid NOT IN (SELECT e FROM found)
UNION ALL
SELECT 'Unassigned', exo.name, exo.upn, NULL, NULL, exo.guid FROM exo WHERE exo.rowid NOT IN (SELECT x FROM owned)
) TO '{out}' (HEADER, DELIMITER ',');
