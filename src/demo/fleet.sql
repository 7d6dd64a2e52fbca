-- The houses of the sample club and who lives in them, as they were two weeks ago: before the
-- story's moves. Addresses end in the same number at both sites.
INSERT INTO sites (code, name, created_at) VALUES
    ('DC1', 'DC1 Amsterdam', :'now'::timestamptz - interval '10 years'),
    ('DC2', 'DC2 Haarlem', :'now'::timestamptz - interval '60 days');

INSERT INTO hosts (site_id, name, memory_bytes, disk_bytes, state, interconnect_address, xen_version, note, created_at)
SELECT s.id, h.name, memory_gib * (1::bigint << 30), disk_gib * (1::bigint << 30), h.state, link::inet, xen, h.note,
       s.created_at
FROM (VALUES
    ('DC1', 'prins', 24, 400, 'drained', '10.9.0.1', '4.17', 'Careful with eth1: setting its MTU resets the card, and everyone on prins notices.'),
    ('DC1', 'heren', 48, 700, 'drained', '10.9.0.2', '4.17', ''),
    ('DC1', 'keizer', 40, 500, 'active', '10.9.0.3', '4.17', ''),
    ('DC1', 'brouwer', 16, 200, 'retired', NULL, '4.11', 'Switched off, empty after ten years of service.'),
    ('DC2', 'spaarne', 64, 2048, 'active', '10.9.0.11', '4.17', ''),
    ('DC2', 'bakenes', 48, 1536, 'active', '10.9.0.12', '4.17', '')
) AS h (site, name, memory_gib, disk_gib, state, link, xen, note)
JOIN sites s ON s.code = h.site;

INSERT INTO interconnects (a_site_id, b_site_id, nominal_bits_per_second, measured_bytes_per_second, expected_mtu, created_at)
SELECT a.id, b.id, 1000000000, 10000000, 9000, b.created_at
FROM sites a, sites b WHERE a.code = 'DC1' AND b.code = 'DC2';

INSERT INTO ip_networks (site_id, cidr, gateway, created_at)
SELECT s.id, n.cidr::cidr, n.gateway::inet, s.created_at
FROM (VALUES
    ('DC1', '192.0.2.0/24', '192.0.2.1'), ('DC1', '2001:db8:1::/64', '2001:db8:1::1'),
    ('DC2', '198.51.100.0/24', '198.51.100.1'), ('DC2', '2001:db8:2::/64', '2001:db8:2::1')
) AS n (site, cidr, gateway)
JOIN sites s ON s.code = n.site;

CREATE TEMPORARY TABLE resident AS
SELECT * FROM (VALUES
    ('prins', 'higgs', 1, 14, 41, 'Noor', NULL, true),
    ('prins', 'neutrino', 1, 12, 42, 'Mees', NULL, true),
    ('prins', 'meson', 2, 25, 43, 'Saar', NULL, true),
    ('prins', 'kaon', 4, 60, 44, 'Thijs', NULL, true),
    ('prins', 'pion', 2, 18, 45, 'Floor', NULL, true),
    ('prins', 'lepton', 1, 8, 46, 'Gijs', NULL, true),
    ('prins', 'rocky', 4, 40, 47, 'Lotte', 'Tijmen', true),
    ('prins', 'hadron', 4, 30, 48, 'Joris', NULL, true),
    ('heren', 'reiger', 2, 20, 50, 'Daan', NULL, true),
    ('heren', 'kievit', 4, 48, 51, 'Roos', NULL, true),
    ('heren', 'grutto', 4, 32, 52, 'Stichting De Zolder', NULL, true),
    ('heren', 'merel', 2, 14, 53, 'Stichting De Zolder', NULL, true),
    ('heren', 'ekster', 8, 64, 54, 'Wessel', NULL, true),
    ('heren', 'roodborst', 1, 10, 55, 'Jasmijn', NULL, true),
    ('heren', 'fuut', 4, 90, 56, 'Sem', NULL, true),
    ('heren', 'quark', 2, 22, 57, 'Noor', NULL, true),
    ('heren', 'wulp', 2, 24, 66, 'Noor', NULL, true),
    ('keizer', 'gouda', 2, 20, 58, NULL, NULL, true),
    ('keizer', 'leerdam', 1, 12, 59, 'Hanna', NULL, true),
    ('keizer', 'brie', 4, 40, 60, 'Ruben', NULL, true),
    ('keizer', 'cheddar', 2, 30, 61, 'Sanne', NULL, true),
    ('keizer', 'stilton', 4, 50, 62, 'Bram', NULL, true),
    ('keizer', 'edam', 2, 18, 63, 'Mees', 'Anouk', false),
    ('keizer', 'feta', 2, 16, 64, 'Lieke', NULL, true),
    ('keizer', 'comte', 4, 74, 65, 'Hugo', NULL, true),
    ('keizer', 'axion', 2, 16, 67, 'Pim', NULL, true),
    ('spaarne', 'gluon', 2, 20, 10, 'Eva', NULL, true),
    ('spaarne', 'muon', 1, 10, 11, 'Daan', NULL, true),
    ('spaarne', 'tau', 2, 24, 12, 'Anouk', NULL, true),
    ('spaarne', 'boson', 4, 30, 13, 'Thijs', NULL, true),
    ('spaarne', 'photon', 2, 18, 14, 'Pim', NULL, true),
    ('bakenes', 'baryon', 1, 10, 20, 'Roos', NULL, false),
    ('bakenes', 'graviton', 8, 120, 21, 'Wessel', NULL, false),
    ('bakenes', 'positron', 16, 200, 22, 'Hanna', NULL, false)
) AS resident (host, name, memory_gib, disk_gib, number, owner, technical, is_named);

INSERT INTO domus (uuid, name, host_id, memory_bytes, vcpus, is_named_publicly, state, state_known_at, xen_type, created_at)
SELECT md5('demo ' || r.name)::uuid, r.name, h.id, r.memory_gib * (1::bigint << 30), greatest(1, r.memory_gib / 2), r.is_named,
       CASE r.name WHEN 'comte' THEN 'off' ELSE 'running' END, :'now'::timestamptz - interval '14 days', 'pv',
       :'now'::timestamptz - interval '4 years'
FROM resident r JOIN hosts h ON h.name = r.host;

INSERT INTO disks (domu_id, name, path, bytes)
SELECT d.id, 'xvda', '/dev/vg0/' || d.name || '-disk', r.disk_gib * (1::bigint << 30)
FROM resident r JOIN domus d USING (name);

INSERT INTO nics (domu_id, position, mac, bridge)
SELECT d.id, 0, ('00163e' || left(md5(d.name), 6))::macaddr, 'xenbr0' FROM domus d;

INSERT INTO domu_members (domu_id, member_id, role)
SELECT d.id, m.id, 'owner' FROM resident r JOIN domus d USING (name) JOIN members m ON m.name = r.owner
UNION ALL
SELECT d.id, m.id, 'technical' FROM resident r JOIN domus d USING (name) JOIN members m ON m.name = r.technical;

INSERT INTO ip_addresses (address, network_id, domu_id, created_at)
SELECT a.address, n.id, d.id, d.created_at
FROM resident r
JOIN domus d USING (name)
JOIN hosts h ON h.id = d.host_id
JOIN sites s ON s.id = h.site_id
CROSS JOIN LATERAL (VALUES
    (((CASE s.code WHEN 'DC1' THEN '192.0.2.' ELSE '198.51.100.' END) || r.number)::inet),
    (((CASE s.code WHEN 'DC1' THEN '2001:db8:1::' ELSE '2001:db8:2::' END) || r.number)::inet)
) AS a (address)
JOIN ip_networks n ON a.address << n.cidr;

INSERT INTO domu_services (domu_id, name, kind, hostname, port)
SELECT d.id, s.service, s.kind, s.hostname, s.port
FROM (VALUES
    ('higgs', 'Web', 'https', 'higgs.example.org', NULL::integer),
    ('higgs', 'SSH', 'ssh', 'higgs.example.org', NULL),
    ('higgs', 'Mail', 'smtp', 'higgs.example.org', NULL),
    ('quark', 'The garden', 'https', 'www.tuin.example.org', NULL),
    ('quark', 'The garden', 'https', 'tuin.example.org', NULL),
    ('wulp', 'Git', 'tcp', 'git.tuin.example.org', 9418),
    ('rocky', 'Photos', 'https', 'kade.example.org', NULL),
    ('hadron', 'The mill', 'https', 'molen.example.org', NULL),
    ('hadron', 'SSH', 'ssh', 'molen.example.org', NULL),
    ('neutrino', 'Mail', 'smtp', 'anker.example.org', NULL),
    ('edam', 'Web', 'https', 'anker.example.org', NULL),
    ('meson', 'Web', 'https', 'sluis.example.org', NULL),
    ('kaon', 'Web', 'https', 'wilg.example.org', NULL),
    ('grutto', 'Web', 'https', 'zolder.example.org', NULL),
    ('axion', 'Web', 'https', 'pim.example.org', NULL)
) AS s (domu, service, kind, hostname, port)
JOIN domus d ON d.name = s.domu;

DROP TABLE resident;

-- The club has been keeping count for a while.
SELECT setval(pg_get_serial_sequence('migrations', 'id'), 130);
SELECT setval(pg_get_serial_sequence('issues', 'id'), 112);
SELECT setval(pg_get_serial_sequence('status_posts', 'id'), 27);
