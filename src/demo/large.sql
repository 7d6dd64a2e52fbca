-- Many more neighbours for the sample club, so that a club of any size can be measured. Everything
-- is made by whole-table statements: ten thousand domUs take seconds.
-- `:'domus'` is how many domUs to add; a member has four of them, a host fifty.
CREATE TEMPORARY TABLE wanted AS
SELECT :'domus'::bigint AS domus, greatest(1, :'domus'::bigint / 4) AS members, :'domus'::bigint / 50 + 1 AS hosts,
       :'now'::timestamptz AS now;

INSERT INTO members (email, name, state, password_hash, created_at, joined_at)
SELECT 'neighbour-' || n || '@demo.example', 'Neighbour ' || n, 'active', :'password_hash',
       now - n * interval '1 hour', now - n * interval '1 hour'
FROM wanted, generate_series(1, members) n;

INSERT INTO hosts (site_id, name, memory_bytes, disk_bytes, xen_version, created_at)
SELECT s.id, 'canal-' || lpad(n::text, 4, '0'), 512::bigint << 30, 16384::bigint << 30, '4.17', now - interval '1 year'
FROM wanted, generate_series(1, hosts) n
JOIN sites s ON s.code = CASE n % 2 WHEN 0 THEN 'DC1' ELSE 'DC2' END;

INSERT INTO ip_networks (site_id, cidr, gateway, created_at)
SELECT id, CASE code WHEN 'DC1' THEN '10.128.0.0/10' ELSE '10.192.0.0/10' END::cidr,
       CASE code WHEN 'DC1' THEN '10.128.0.1' ELSE '10.192.0.1' END::inet, created_at
FROM sites WHERE code IN ('DC1', 'DC2');

CREATE TEMPORARY TABLE neighbour AS
SELECT n, 'window-' || lpad(n::text, 6, '0') AS name, 'canal-' || lpad((n % hosts + 1)::text, 4, '0') AS host,
       'neighbour-' || (n % members + 1) || '@demo.example' AS owner, now
FROM wanted, generate_series(1, domus) n;

INSERT INTO domus (uuid, name, host_id, memory_bytes, is_named_publicly, state, state_known_at, created_at)
SELECT md5('demo ' || x.name)::uuid, x.name, h.id, (1 + n % 4) * (1::bigint << 30), n % 3 = 0,
       CASE n % 50 WHEN 0 THEN 'off' ELSE 'running' END, now - n % 60 * interval '1 minute', now - interval '1 year'
FROM neighbour x JOIN hosts h ON h.name = x.host;

ANALYZE members, hosts, domus;
CREATE TEMPORARY TABLE placed AS
SELECT x.n, x.now, d.id AS domu_id, d.host_id, d.memory_bytes, m.id AS member_id, h.site_id
FROM neighbour x
JOIN domus d USING (name)
JOIN hosts h ON h.id = d.host_id
JOIN members m ON m.email = x.owner::citext;

ANALYZE placed;
INSERT INTO domu_members (domu_id, member_id, role) SELECT domu_id, member_id, 'owner' FROM placed;
INSERT INTO disks (domu_id, name, path, bytes)
SELECT domu_id, 'xvda', '/dev/vg0/' || d.name || '-disk', (5 + n % 60) * (1::bigint << 30)
FROM placed JOIN domus d ON d.id = domu_id;
INSERT INTO nics (domu_id, position, mac, bridge)
SELECT domu_id, 0, ('00163f' || lpad(to_hex(n), 6, '0'))::macaddr, 'xenbr0' FROM placed;
INSERT INTO ip_addresses (address, network_id, domu_id, created_at)
SELECT host(k.cidr)::inet + n + 9, k.id, domu_id, now
FROM placed JOIN ip_networks k ON k.site_id = placed.site_id AND k.cidr <<= '10.128.0.0/9';
INSERT INTO domu_services (domu_id, name, kind, hostname)
SELECT domu_id, 'Web', 'https', 'window-' || n || '.example.org' FROM placed WHERE n % 2 = 0;

-- Half of them have moved before, one in a hundred moves within a month.
CREATE TEMPORARY TABLE journey AS
SELECT p.*, s.id AS source_id, false AS is_ahead, now - (10 + n % 300) * interval '1 day' - n % 24 * interval '1 hour' AS starts_at
FROM placed p JOIN LATERAL (SELECT id FROM hosts WHERE site_id <> p.site_id AND state = 'active' ORDER BY id LIMIT 1) s ON true
WHERE n % 2 = 0
UNION ALL
SELECT p.*, s.id, true, now + n % 2880 * interval '15 minutes' + interval '2 hours'
FROM placed p JOIN LATERAL (SELECT id FROM hosts WHERE site_id <> p.site_id AND name LIKE 'canal-%' ORDER BY id LIMIT 1 OFFSET p.n % 7) s ON true
WHERE n % 100 = 1;

CREATE TEMPORARY TABLE journey_id AS
WITH written AS (
    INSERT INTO migrations (domu_id, source_host_id, target_host_id, state, starts_at, ends_at, zone, reason,
        expected_seconds, expected_low_seconds, expected_high_seconds, live_side, operator_id, created_by, created_at,
        announced_at, ended_at)
    SELECT domu_id, CASE WHEN is_ahead THEN host_id ELSE source_id END, CASE WHEN is_ahead THEN source_id ELSE host_id END,
           CASE WHEN is_ahead THEN 'booked' ELSE 'closed' END, starts_at, starts_at + interval '2 hours', 'Europe/Amsterdam',
           'We leave DC1.', 1800, 1500, 2400, CASE WHEN is_ahead THEN 'source' ELSE 'target' END, core.id, core.id,
           starts_at - interval '7 days', starts_at - interval '7 days',
           CASE WHEN is_ahead THEN NULL ELSE starts_at + interval '7 days' END
    FROM journey, (SELECT id FROM members WHERE role = 'core' ORDER BY id LIMIT 1) core
    ORDER BY starts_at
    RETURNING id, domu_id, state)
SELECT * FROM written;

ANALYZE journey_id, migrations;
INSERT INTO reservations (host_id, migration_id, domu_id, kind, memory_bytes, disk_bytes, created_at)
SELECT m.target_host_id, m.id, m.domu_id, 'claims_target', p.memory_bytes, 0, m.created_at
FROM journey_id j JOIN migrations m ON m.id = j.id JOIN placed p ON p.domu_id = m.domu_id WHERE j.state = 'booked';

INSERT INTO attempts (migration_id, n, operator_id, started_at, ended_at, result, down_from, up_at, bytes_total, promised_seconds)
SELECT m.id, 1, m.operator_id, m.starts_at, m.starts_at + interval '35 minutes', 'succeeded', m.starts_at + interval '1 minute',
       m.starts_at + interval '31 minutes', 14::bigint << 30, m.expected_seconds
FROM journey_id j JOIN migrations m ON m.id = j.id WHERE j.state = 'closed';

INSERT INTO steps (attempt_id, code, state, started_at, ended_at, done_by)
SELECT a.id, s.code, 'done', a.started_at + s.minute * interval '1 minute', a.started_at + (s.minute + 1) * interval '1 minute', a.operator_id
FROM journey_id j JOIN attempts a ON a.migration_id = j.id,
     (VALUES ('preflight', 0), ('stop', 1), ('copy', 3), ('compare', 25), ('prepare', 26), ('commit', 29), ('boot', 30), ('check', 32)) s (code, minute);

INSERT INTO migration_events (migration_id, at, actor_kind, actor_id, event, from_state, to_state)
SELECT m.id, m.starts_at + e.after, 'member', m.operator_id, e.event, e.from_state, e.to_state
FROM journey_id j JOIN migrations m ON m.id = j.id
JOIN (VALUES ('publish', 'draft', 'announced', interval '-7 days'), ('pick_slot', 'announced', 'booked', interval '-7 days'),
             ('start', 'booked', 'running', interval '0'), ('succeed', 'running', 'verifying', interval '35 minutes'),
             ('confirm', 'verifying', 'closed', interval '7 days')) e (event, from_state, to_state, after)
  ON j.state = 'closed' OR e.after < interval '0';

INSERT INTO issues (reporter_id, domu_id, summary, severity, state, created_at, updated_at, ended_at)
SELECT member_id, domu_id, 'Web is slow', 'partly', CASE WHEN n % 400 = 0 THEN 'acknowledged' ELSE 'closed' END, at, at,
       CASE WHEN n % 400 = 0 THEN NULL ELSE at + interval '1 day' END
FROM (SELECT *, now - n % 5000 * interval '1 hour' - interval '2 days' AS at FROM placed WHERE n % 20 = 0) p
ORDER BY at;
INSERT INTO issue_messages (issue_id, author_id, visibility, body, at)
SELECT id, reporter_id, 'public', 'My site is slow since this morning.', created_at FROM issues WHERE summary = 'Web is slow';

INSERT INTO mail_streams (key, root_message_id, subject, next_seq)
SELECT 'M-' || j.id || ':' || p.member_id || '/neighbour', '<' || j.id || '@demo.example>', 'A move', 2
FROM journey_id j JOIN placed p USING (domu_id);
INSERT INTO outbox_mails (id, dedup_key, message_id, stream_key, stream_seq, kind, member_id, migration_id, to_address,
    subject, headline, body_text, body_html, raw, sha256, state, not_before, expires_at, created_at, sent_at)
SELECT md5('mail ' || j.id)::uuid, 'moved:M-' || j.id, '<' || j.id || '@demo.example>', 'M-' || j.id || ':' || p.member_id || '/neighbour', 1,
       'moved', p.member_id, j.id, m.email::text, 'Your domU has moved', 'Your domU has moved', 'It has moved.', '<p>It has moved.</p>',
       ''::bytea, sha256(''::bytea), 'sent', g.starts_at, g.starts_at + interval '7 days', g.starts_at, g.starts_at + interval '2 seconds'
FROM journey_id j JOIN migrations g ON g.id = j.id JOIN placed p ON p.domu_id = j.domu_id JOIN members m ON m.id = p.member_id
WHERE j.state = 'closed';

DROP TABLE wanted, neighbour, placed, journey, journey_id;
ANALYZE;
