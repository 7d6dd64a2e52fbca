-- What went through the cards of the hosts. Each piece of time has the usual traffic of its hour, and the
-- part of each copy that falls into it: as many bytes as the image has, as long as the step took. A copy
-- that was broken off stalled at 6 % after a minute and a half.
CREATE TEMPORARY TABLE copy_over AS
SELECT m.source_host_id, m.target_host_id, s.started_at,
       CASE s.state WHEN 'done' THEN s.ended_at ELSE s.started_at + interval '90 seconds' END AS ended_at,
       CASE s.state WHEN 'done' THEN a.bytes_total ELSE a.bytes_total * 6 / 100 END AS bytes
FROM steps s JOIN attempts a ON a.id = s.attempt_id JOIN migrations m ON m.id = a.migration_id
WHERE s.code = 'copy' AND s.state <> 'doing';

INSERT INTO traffic_buckets (host_id, span_seconds, starts_at, nic, received_bytes, sent_bytes, covered_ms,
                             received_peak, sent_peak)
SELECT p.host_id, p.span, p.at, 'eth0', (p.seconds * u.incoming + c.arrived)::bigint,
       (p.seconds * u.outgoing + c.left_it)::bigint, (p.seconds * 1000)::integer,
       (u.incoming * 1.3 + c.arrived / p.seconds)::bigint, (u.outgoing * 1.3 + c.left_it / p.seconds)::bigint
FROM (
    SELECT h.id AS host_id, s.span, b.at,
           greatest(1, extract(epoch FROM least(b.at + s.span * interval '1 second', :'now'::timestamptz) - b.at)) AS seconds
    FROM hosts h
    CROSS JOIN (VALUES (300, 3), (1800, 8), (7200, 31), (86400, 366)) AS s (span, days)
    CROSS JOIN LATERAL generate_series(
        to_timestamp(floor(extract(epoch FROM :'now'::timestamptz - s.days * interval '1 day') / s.span) * s.span),
        :'now'::timestamptz - interval '1 second', s.span * interval '1 second') AS b (at)
    WHERE h.state <> 'retired') p
-- Bytes a second: little at night, most in the evening, never twice the same.
CROSS JOIN LATERAL (
    SELECT (0.65 - CASE p.span WHEN 86400 THEN 0 ELSE 0.45 END
                       * cos((extract(epoch FROM p.at)::bigint % 86400 - 14400) * 6.2832 / 86400))
               * (0.7 + 0.6 * (abs(hashint8(p.host_id * 7919 + extract(epoch FROM p.at)::bigint / p.span)::bigint) % 1000) / 1000.0)
               AS busy) w
CROSS JOIN LATERAL (
    SELECT w.busy * 900000 AS outgoing, w.busy * 380000 AS incoming) u
CROSS JOIN LATERAL (
    SELECT coalesce(sum(part.bytes) FILTER (WHERE part.source_host_id = p.host_id), 0) AS left_it,
           coalesce(sum(part.bytes) FILTER (WHERE part.target_host_id = p.host_id), 0) AS arrived
    FROM (
        SELECT o.source_host_id, o.target_host_id,
               o.bytes * greatest(0, extract(epoch FROM least(o.ended_at, p.at + p.seconds * interval '1 second')
                                                        - greatest(o.started_at, p.at)))
                       / greatest(1, extract(epoch FROM o.ended_at - o.started_at)) AS bytes
        FROM copy_over o) part) c;

DROP TABLE copy_over;
