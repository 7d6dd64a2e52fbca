-- What was seen of the sample club from outside. Nothing of it is on any network, so nobody looks.
CREATE FUNCTION pg_temp.found(value text, ttl integer) RETURNS jsonb LANGUAGE sql AS
$$ SELECT jsonb_build_object('answer', 'found', 'values', jsonb_build_array(value), 'ttl_seconds', ttl, 'alias_of', NULL) $$;
CREATE FUNCTION pg_temp.named(name text, ipv4 jsonb, ipv6 jsonb) RETURNS jsonb LANGUAGE sql AS
$$ SELECT jsonb_build_object('name', name, 'ipv4', ipv4, 'ipv6', ipv6) $$;
CREATE FUNCTION pg_temp.reversed(address text, names jsonb) RETURNS jsonb LANGUAGE sql AS
$$ SELECT jsonb_build_object('address', address, 'names', names) $$;

INSERT INTO domu_names (domu_id, name, created_at)
SELECT d.id, n.name, d.created_at
FROM (VALUES ('higgs', 'www.higgs.example.org'), ('quark', 'pad.tuin.example.org')) AS n (domu, name) JOIN domus d ON d.name = n.domu;

INSERT INTO name_looks (domu_id, at, records, mail)
SELECT d.id, :'now'::timestamptz - interval '4 minutes', jsonb_build_object(
    'names', jsonb_build_array(
        pg_temp.named('www.higgs.example.org', pg_temp.found('192.0.2.41', 3600), '{"answer": "none"}'),
        pg_temp.named('higgs.example.org', pg_temp.found('192.0.2.41', 300), pg_temp.found('2001:db8:1::41', 300))),
    'reverse', jsonb_build_array(
        pg_temp.reversed('192.0.2.41', pg_temp.found('higgs.example.org', 3600)),
        pg_temp.reversed('198.51.100.41', '{"answer": "none"}'))), '[]'::jsonb
FROM domus d WHERE d.name = 'higgs'
UNION ALL
SELECT d.id, :'now'::timestamptz - interval '9 minutes', jsonb_build_object(
    'names', jsonb_build_array(
        pg_temp.named('pad.tuin.example.org', '{"answer": "unknown", "why": "server_failure"}', '{"answer": "unknown", "why": "server_failure"}'),
        pg_temp.named('tuin.example.org', pg_temp.found('192.0.2.57', 300), pg_temp.found('2001:db8:2::57', 300)),
        pg_temp.named('www.tuin.example.org', pg_temp.found('192.0.2.57', 300), pg_temp.found('2001:db8:2::57', 300))),
    'reverse', jsonb_build_array(
        pg_temp.reversed('198.51.100.57', pg_temp.found('tuin.example.org', 3600)),
        pg_temp.reversed('192.0.2.57', '{"answer": "none"}'))), '[]'::jsonb
FROM domus d WHERE d.name = 'quark';

-- The last attempts of higgs, which came back, and of hadron and rocky, which are there.
CREATE TEMPORARY TABLE seen AS
SELECT a.id AS attempt_id, d.id AS domu_id, d.name AS domu, a.started_at + interval '1 minute' AS before_at, a.up_at + interval '2 minutes' AS after_at
FROM attempts a JOIN migrations m ON m.id = a.migration_id JOIN domus d ON d.id = m.domu_id
WHERE d.name IN ('higgs', 'hadron', 'rocky') AND a.up_at IS NOT NULL;

INSERT INTO attempt_looks (attempt_id, phase, looked_at)
SELECT attempt_id, 'before', before_at FROM seen UNION ALL SELECT attempt_id, 'after', after_at FROM seen;

INSERT INTO service_looks (attempt_id, phase, domu_service_id, address, outcome)
SELECT seen.attempt_id, p.phase, s.id, i.address, CASE
    WHEN s.kind = 'https' THEN '{"outcome": "answered", "facts": {"kind": "https", "status": 200, "certificate": {"names": [], "issuer": "CN=R11", "not_before": null, "not_after": null, "fingerprint": "", "problems": []}}}'::jsonb
    WHEN s.kind = 'ssh' THEN '{"outcome": "answered", "facts": {"kind": "ssh", "banner": "SSH-2.0-OpenSSH_10.0", "host_key": {"algorithm": "ssh-ed25519", "fingerprint": "SHA256:0bGJc3oBNCAyNdnUTvcbE7qcDGyr2Vm1gyGc9r6nXcs"}}}'::jsonb
    ELSE '{"outcome": "timed_out"}'::jsonb END
FROM seen
JOIN domu_services s ON s.domu_id = seen.domu_id
JOIN ip_addresses i ON i.domu_id = seen.domu_id
CROSS JOIN (VALUES ('before'), ('after')) AS p (phase);

DROP TABLE seen;
