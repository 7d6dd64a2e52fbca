-- Small domUs that are on their way between two houses while somebody looks on: each is copied within
-- minutes, byte for byte.
CREATE TEMPORARY TABLE box AS
SELECT * FROM (VALUES ('sijs', 80, 'Roos'), ('vink', 81, 'Daan'), ('putter', 82, 'Lieke'), ('mus', 83, 'Hugo')) AS box (name, number, owner);

INSERT INTO domus (uuid, name, host_id, memory_bytes, vcpus, is_named_publicly, state, state_known_at, xen_type, created_at)
SELECT md5('demo ' || b.name)::uuid, b.name, h.id, 256::bigint << 20, 1, true, 'running', :'now'::timestamptz, 'pv',
       :'now'::timestamptz - interval '2 years'
FROM box b, hosts h WHERE h.name = 'keizer';

INSERT INTO disks (domu_id, name, path, bytes)
SELECT d.id, 'xvda', '/dev/vg0/' || d.name || '-disk', 1536::bigint << 20 FROM box b JOIN domus d USING (name);

INSERT INTO domu_members (domu_id, member_id, role)
SELECT d.id, m.id, 'owner' FROM box b JOIN domus d USING (name) JOIN members m ON m.name = b.owner;

INSERT INTO ip_addresses (address, network_id, domu_id, created_at)
SELECT ('192.0.2.' || b.number)::inet, n.id, d.id, d.created_at
FROM box b JOIN domus d USING (name) JOIN ip_networks n ON ('192.0.2.' || b.number)::inet << n.cidr;

DROP TABLE box;
