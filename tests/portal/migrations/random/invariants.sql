WITH m AS (SELECT * FROM migrations WHERE id = $1),
a AS (SELECT * FROM attempts WHERE migration_id = $1),
o AS (SELECT * FROM a WHERE result IS NULL),
done AS (SELECT s.code FROM steps s JOIN o ON o.id = s.attempt_id WHERE s.state = 'done'),
side AS (
    SELECT CASE
        WHEN m.state IN ('verifying', 'closed') THEN 'target'
        WHEN m.state = 'unclear' THEN 'none'
        WHEN m.state <> 'running' THEN 'source'
        WHEN (SELECT kind FROM o) = 'revert' THEN CASE
            WHEN EXISTS (SELECT FROM done WHERE code = 'start_again') THEN 'source'
            WHEN EXISTS (SELECT FROM done WHERE code = 'stop') THEN 'none'
            ELSE 'target' END
        WHEN (SELECT turned_back_at FROM o) IS NOT NULL THEN CASE
            WHEN EXISTS (SELECT FROM done WHERE code = 'start_again') THEN 'source'
            ELSE 'none' END
        WHEN EXISTS (SELECT FROM done WHERE code = 'commit') THEN 'target'
        WHEN EXISTS (SELECT FROM done WHERE code = 'stop') THEN 'none'
        ELSE 'source' END AS live
    FROM m)
SELECT '1: live_side is ' || m.live_side || ', not ' || side.live AS line FROM m, side WHERE m.live_side <> side.live
UNION ALL
SELECT '1: it is ' || m.state || ' with ' || (SELECT count(*) FROM o) || ' open attempts' FROM m
WHERE (m.state = 'running') <> ((SELECT count(*) FROM o) = 1)
UNION ALL
SELECT '1: attempt ' || o.n || ' does ' || (SELECT count(*) FROM steps s WHERE s.attempt_id = o.id AND s.state = 'doing') || ' steps'
FROM o WHERE (SELECT count(*) FROM steps s WHERE s.attempt_id = o.id AND s.state = 'doing') <> 1
UNION ALL
SELECT '1: attempt ' || a.n || ' has ended and does a step still' FROM a
WHERE a.result IS NOT NULL AND EXISTS (SELECT FROM steps s WHERE s.attempt_id = a.id AND s.state = 'doing')
UNION ALL
SELECT '1: attempt ' || a.n || ' went down and ended as refused' FROM a WHERE a.result = 'refused' AND a.down_from IS NOT NULL
UNION ALL
SELECT '1: attempt ' || a.n || ' is ' || a.result || ' and never went down' FROM a
WHERE a.result IN ('succeeded', 'rolled_back', 'superseded', 'unclear') AND a.down_from IS NULL
UNION ALL
SELECT '1: it lives on host ' || d.host_id || ' and its live side is ' || m.live_side FROM m JOIN domus d ON d.id = m.domu_id
WHERE m.state <> 'cancelled'
    AND ((m.live_side = 'source' AND d.host_id <> m.source_host_id) OR (m.live_side = 'target' AND d.host_id <> m.target_host_id))
UNION ALL
SELECT '1: ' || host(p.old_address) || ' or ' || host(p.new_address) || ' is in the wrong hands' FROM m
JOIN domus d ON d.id = m.domu_id JOIN migration_addresses p ON p.migration_id = m.id
LEFT JOIN ip_addresses own ON own.domu_id = d.id
    AND own.address = CASE WHEN d.host_id = m.source_host_id THEN p.old_address ELSE p.new_address END
LEFT JOIN ip_addresses kept ON kept.migration_id = m.id
    AND kept.address = CASE WHEN d.host_id = m.source_host_id THEN p.new_address ELSE p.old_address END
WHERE m.state NOT IN ('draft', 'closed', 'cancelled') AND (own.id IS NULL OR kept.id IS NULL)
UNION ALL
SELECT '4: attempt ' || a.n || ' turned back and ended as ' || a.result FROM a
WHERE a.kind = 'forward' AND a.turned_back_at IS NOT NULL AND a.result NOT IN ('rolled_back', 'unclear')
UNION ALL
SELECT '4: attempt ' || s.attempt_id || ' turned back and did ' || s.code FROM a JOIN steps s ON s.attempt_id = a.id
WHERE a.kind = 'forward' AND a.turned_back_at IS NOT NULL AND s.code IN ('commit', 'boot', 'check') AND s.state = 'done'
UNION ALL
SELECT '5: host ' || r.host_id || ' has ' || r.memory_free || ' memory and ' || r.disk_free || ' disk left' FROM host_rooms r
WHERE r.memory_free < 0 OR r.disk_free < 0
UNION ALL
SELECT '5: it is ' || m.state || ' and holds room ' || held.n || ' times' FROM m,
LATERAL (SELECT count(*) AS n FROM reservations r WHERE r.migration_id = m.id AND r.released_at IS NULL) held
WHERE held.n <> CASE WHEN m.state IN ('draft', 'closed', 'cancelled') THEN 0 ELSE 2 END
UNION ALL
-- Of a report in the very instant of the close nobody can say by the clock which came first.
SELECT '6: the clock closed it while issue ' || i.id || ' was open' FROM migration_events e
JOIN issues i ON i.migration_id = e.migration_id AND i.created_at < e.at AND (i.ended_at IS NULL OR i.ended_at > e.at)
WHERE e.migration_id = $1 AND e.event = 'end_grace'
UNION ALL
SELECT 'mail: the clock closed it at ' || e.at || ', two days after no mail that said so had arrived' FROM migration_events e
WHERE e.migration_id = $1 AND e.event = 'end_grace'
    AND NOT EXISTS (SELECT FROM outbox_mails x WHERE x.migration_id = $1 AND x.kind = 'grace_ending'
        AND x.sent_at <= e.at - interval '48 hours')
UNION ALL
SELECT 'mail: attempt ' || a.n || ' ended as ' || a.result || ' and its members have ' || told.n || ' words of it'
FROM a JOIN m ON true,
LATERAL (SELECT count(*) AS n FROM outbox_mails x
         WHERE x.migration_id = m.id AND split_part(x.dedup_key, ':', 3) = 'attempt-' || a.n
             AND x.kind = CASE a.result WHEN 'succeeded' THEN 'moved' WHEN 'rolled_back' THEN 'returned' WHEN 'unclear' THEN 'checking' END) told
WHERE $2 AND a.result IN ('succeeded', 'rolled_back', 'unclear') AND told.n <> 1
UNION ALL
SELECT 'mail: attempt ' || a.n || ' was superseded and its members have ' || told.n || ' words that it is taken back'
FROM a JOIN m ON true,
LATERAL (SELECT count(*) AS n FROM outbox_mails x
         WHERE x.migration_id = m.id AND x.kind = 'moving_back' AND split_part(x.dedup_key, ':', 3) = 'attempt-' || a.n + 1) told
WHERE $2 AND a.result = 'superseded' AND told.n <> 1
UNION ALL
-- One that is unclear still waits for its word; of one that was found its members hear once where it runs.
SELECT 'mail: attempt ' || a.n || ' was lost, it is ' || m.state || ', and its members have ' || told.n || ' words of where it runs'
FROM a JOIN m ON true,
LATERAL (SELECT count(*) AS n FROM outbox_mails x
         WHERE x.migration_id = m.id AND split_part(x.dedup_key, ':', 3) = 'attempt-' || a.n AND x.kind IN ('moved', 'returned')) told
WHERE $2 AND a.result = 'unclear'
    AND told.n <> CASE WHEN m.state = 'unclear' AND a.n = (SELECT max(n) FROM a) THEN 0 ELSE 1 END
UNION ALL
SELECT 'history: ' || e.event || ' leads from ' || e.from_state || ', but it was ' || e.before
FROM (SELECT event, from_state, lag(to_state) OVER (ORDER BY id) AS before FROM migration_events WHERE migration_id = $1) e
WHERE e.before <> e.from_state
