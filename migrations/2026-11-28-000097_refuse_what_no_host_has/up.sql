-- Hosts and domUs are written to all day, by reports and moves, so what breaks a rule is mended now and not
-- left to the next write. What no LVM, no Linux and no network can have was never in use: the default, or
-- nothing, is put in its place, and what stood there is kept in the note.
UPDATE hosts SET note = btrim(concat_ws(E'\n', note, volume_group), E'\n'), volume_group = 'vg0'
WHERE volume_group !~ '^[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,126}$' OR volume_group IN ('.', '..');
UPDATE hosts SET note = btrim(concat_ws(E'\n', note, bridge), E'\n'), bridge = 'xenbr0'
WHERE bridge !~ '^[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,14}$' OR bridge IN ('.', '..');
-- Of two hosts with one address nobody knows which has it, and the copy of a disk would go to the wrong one:
-- without an address it goes to the host's name.
UPDATE hosts SET note = btrim(concat_ws(E'\n', note, host(interconnect_address)), E'\n'), interconnect_address = NULL
WHERE interconnect_address && ANY ('{0.0.0.0/8,127.0.0.0/8,224.0.0.0/4,240.0.0.0/4,::/128,::1/128,::ffff:0:0/96,ff00::/8}'::inet[])
    OR id IN (SELECT unnest(array_agg(id)) FROM hosts GROUP BY interconnect_address HAVING count(interconnect_address) > 1);
UPDATE hosts SET note = btrim(concat_ws(E'\n', note, host(interconnect_address6)), E'\n'), interconnect_address6 = NULL
WHERE interconnect_address6 && ANY ('{::/128,::1/128,::ffff:0:0/96,ff00::/8}'::inet[])
    OR id IN (SELECT unnest(array_agg(id)) FROM hosts GROUP BY interconnect_address6 HAVING count(interconnect_address6) > 1);
UPDATE domus SET uuid = gen_random_uuid() WHERE uuid = '00000000-0000-0000-0000-000000000000';

ALTER TABLE hosts
    ADD CONSTRAINT hosts_volume_group_shape CHECK (
        volume_group ~ '^[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,126}$' AND volume_group NOT IN ('.', '..')),
    ADD CONSTRAINT hosts_bridge_shape CHECK (
        bridge ~ '^[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,14}$' AND bridge NOT IN ('.', '..')),
    ADD CONSTRAINT hosts_interconnect_address_answers CHECK (
        NOT interconnect_address && ANY ('{0.0.0.0/8,127.0.0.0/8,224.0.0.0/4,240.0.0.0/4,::/128,::1/128,::ffff:0:0/96,ff00::/8}'::inet[])),
    ADD CONSTRAINT hosts_interconnect_address6_answers CHECK (
        NOT interconnect_address6 && ANY ('{::/128,::1/128,::ffff:0:0/96,ff00::/8}'::inet[])),
    ADD CONSTRAINT hosts_interconnect_address_unique UNIQUE (interconnect_address),
    ADD CONSTRAINT hosts_interconnect_address6_unique UNIQUE (interconnect_address6);
ALTER TABLE domus
    ADD CONSTRAINT domus_uuid_not_dom0 CHECK (uuid <> '00000000-0000-0000-0000-000000000000');
-- NOT VALID: only the core team and imports write to a disk, and both say its name anew. Xen takes letters and
-- digits. A path is not looked at here: an import records whatever Xen uses, such as rbd:pool/image.
ALTER TABLE disks
    ADD CONSTRAINT disks_name_shape CHECK (name ~ '^[A-Za-z0-9]+$') NOT VALID;
