CREATE TABLE sites (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT sites_code_unique UNIQUE (code),
    CONSTRAINT sites_code_shape CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    CONSTRAINT sites_name_length CHECK (length(btrim(name)) BETWEEN 1 AND 100)
);
COMMENT ON COLUMN sites.code IS 'short, as people say it: DC2';
COMMENT ON COLUMN sites.name IS 'in full: DC2 Haarlem';

CREATE TABLE hosts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id bigint NOT NULL REFERENCES sites,
    name text NOT NULL,
    memory_bytes bigint NOT NULL,
    disk_bytes bigint NOT NULL,
    state text NOT NULL DEFAULT 'active',
    volume_group text NOT NULL DEFAULT 'vg0',
    bridge text NOT NULL DEFAULT 'xenbr0',
    interconnect_address inet,
    note text NOT NULL DEFAULT '',
    xen_version text,
    agent_token_hash bytea,
    last_report_at timestamptz,
    created_at timestamptz NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT hosts_name_unique UNIQUE (name),
    CONSTRAINT hosts_name_shape CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
    CONSTRAINT hosts_memory_positive CHECK (memory_bytes > 0),
    CONSTRAINT hosts_disk_not_negative CHECK (disk_bytes >= 0),
    CONSTRAINT hosts_state_known CHECK (state IN ('active', 'drained', 'retired')),
    CONSTRAINT hosts_agent_token_hash_unique UNIQUE (agent_token_hash)
);
COMMENT ON COLUMN hosts.memory_bytes IS 'memory for domUs, dom0''s own share already taken off';
COMMENT ON COLUMN hosts.disk_bytes IS 'nothing: nobody has told yet, so there is no room to count on';

CREATE TABLE interconnects (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    a_site_id bigint REFERENCES sites,
    b_site_id bigint REFERENCES sites,
    a_host_id bigint REFERENCES hosts,
    b_host_id bigint REFERENCES hosts,
    nominal_bits_per_second bigint NOT NULL,
    measured_bytes_per_second bigint,
    expected_mtu integer NOT NULL DEFAULT 1500,
    created_at timestamptz NOT NULL,
    CONSTRAINT interconnects_pair CHECK (
        (num_nonnulls(a_site_id, b_site_id) = 2 AND num_nonnulls(a_host_id, b_host_id) = 0 AND a_site_id <= b_site_id)
        OR (num_nonnulls(a_site_id, b_site_id) = 0 AND num_nonnulls(a_host_id, b_host_id) = 2 AND a_host_id < b_host_id)),
    CONSTRAINT interconnects_pair_unique UNIQUE NULLS NOT DISTINCT (a_site_id, b_site_id, a_host_id, b_host_id),
    CONSTRAINT interconnects_nominal_positive CHECK (nominal_bits_per_second > 0),
    CONSTRAINT interconnects_measured_positive CHECK (measured_bytes_per_second > 0),
    CONSTRAINT interconnects_mtu_sane CHECK (expected_mtu BETWEEN 576 AND 65535)
);

CREATE TABLE ip_networks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    site_id bigint NOT NULL REFERENCES sites,
    cidr cidr NOT NULL,
    gateway inet,
    note text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    CONSTRAINT ip_networks_apart EXCLUDE USING gist (cidr inet_ops WITH &&),
    CONSTRAINT ip_networks_gateway_inside CHECK (gateway IS NULL OR gateway << cidr)
);

CREATE TABLE domus (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uuid uuid NOT NULL,
    name text NOT NULL,
    host_id bigint NOT NULL REFERENCES hosts,
    memory_bytes bigint NOT NULL,
    disk_bytes bigint NOT NULL DEFAULT 0,
    has_disk_of_unknown_size boolean NOT NULL DEFAULT false,
    vcpus integer NOT NULL DEFAULT 1,
    boot_after_migration boolean NOT NULL DEFAULT true,
    is_named_publicly boolean NOT NULL DEFAULT false,
    state text NOT NULL DEFAULT 'unknown',
    state_known_at timestamptz,
    xen_type text,
    kernel text,
    blocked_by text,
    note text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    CONSTRAINT domus_uuid_unique UNIQUE (uuid),
    CONSTRAINT domus_name_unique UNIQUE (name),
    CONSTRAINT domus_name_shape CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._+ -]{0,62}$' AND name <> 'new'),
    CONSTRAINT domus_memory_positive CHECK (memory_bytes > 0),
    CONSTRAINT domus_vcpus_positive CHECK (vcpus > 0),
    CONSTRAINT domus_state_known CHECK (state IN ('running', 'off', 'unknown'))
);
COMMENT ON COLUMN domus.disk_bytes IS 'its disks whose size is known, together; triggers on disks keep it so';
COMMENT ON COLUMN domus.blocked_by IS 'a device of the host that keeps the domU from moving, such as a passed-through PCI card';
CREATE INDEX domus_by_host ON domus (host_id, name);
CREATE INDEX domus_not_up ON domus (id) WHERE state <> 'running';
CREATE INDEX domus_search ON domus USING gin (lower(name) gin_trgm_ops);

CREATE TABLE domu_members (
    domu_id bigint NOT NULL REFERENCES domus ON DELETE CASCADE,
    member_id bigint NOT NULL REFERENCES members,
    role text NOT NULL,
    PRIMARY KEY (domu_id, member_id),
    CONSTRAINT domu_members_role_known CHECK (role IN ('owner', 'technical'))
);
CREATE INDEX domu_members_by_member ON domu_members (member_id, domu_id);

CREATE TABLE disks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    domu_id bigint NOT NULL REFERENCES domus ON DELETE CASCADE,
    name text NOT NULL,
    path text NOT NULL,
    format text NOT NULL DEFAULT 'raw',
    bytes bigint,
    CONSTRAINT disks_name_unique UNIQUE (domu_id, name),
    CONSTRAINT disks_name_length CHECK (length(name) BETWEEN 1 AND 32),
    CONSTRAINT disks_path_length CHECK (length(path) BETWEEN 1 AND 1024),
    CONSTRAINT disks_bytes_positive CHECK (bytes > 0)
);
COMMENT ON COLUMN disks.bytes IS 'null: nobody has told its size yet';

-- The lock comes first and the sum in a statement of its own, which sees all that was committed by
-- those who held the lock before.
CREATE FUNCTION add_up_disks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        changed := ARRAY(SELECT DISTINCT domu_id FROM present);
    ELSIF TG_OP = 'DELETE' THEN
        changed := ARRAY(SELECT DISTINCT domu_id FROM past);
    ELSE
        changed := ARRAY(SELECT domu_id FROM past UNION SELECT domu_id FROM present);
    END IF;
    PERFORM 1 FROM domus WHERE id = ANY (changed) ORDER BY id FOR NO KEY UPDATE;
    UPDATE domus d SET disk_bytes = added.bytes, has_disk_of_unknown_size = added.has_unknown
    FROM (SELECT c.id, COALESCE(sum(k.bytes), 0)::bigint AS bytes, count(k.id) > count(k.bytes) AS has_unknown
          FROM unnest(changed) c (id) LEFT JOIN disks k ON k.domu_id = c.id GROUP BY c.id) added
    WHERE d.id = added.id AND (d.disk_bytes, d.has_disk_of_unknown_size) <> (added.bytes, added.has_unknown);
    RETURN NULL;
END $$;
CREATE TRIGGER disks_come AFTER INSERT ON disks REFERENCING NEW TABLE AS present FOR EACH STATEMENT EXECUTE FUNCTION add_up_disks();
CREATE TRIGGER disks_change AFTER UPDATE ON disks REFERENCING OLD TABLE AS past NEW TABLE AS present FOR EACH STATEMENT EXECUTE FUNCTION add_up_disks();
CREATE TRIGGER disks_go AFTER DELETE ON disks REFERENCING OLD TABLE AS past FOR EACH STATEMENT EXECUTE FUNCTION add_up_disks();

CREATE TABLE nics (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    domu_id bigint NOT NULL REFERENCES domus ON DELETE CASCADE,
    position integer NOT NULL,
    mac macaddr NOT NULL,
    bridge text NOT NULL DEFAULT '',
    CONSTRAINT nics_position_unique UNIQUE (domu_id, position),
    CONSTRAINT nics_mac_unique UNIQUE (mac)
);

CREATE TABLE domu_services (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    domu_id bigint NOT NULL REFERENCES domus ON DELETE CASCADE,
    name text NOT NULL,
    kind text NOT NULL,
    hostname text NOT NULL,
    port integer,
    CONSTRAINT domu_services_kind_known CHECK (kind IN ('https', 'tcp', 'smtp', 'ssh')),
    CONSTRAINT domu_services_name_length CHECK (length(btrim(name)) BETWEEN 1 AND 100),
    CONSTRAINT domu_services_hostname_shape CHECK (hostname ~ '^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$'),
    CONSTRAINT domu_services_port_range CHECK (port BETWEEN 1 AND 65535),
    CONSTRAINT domu_services_tcp_has_port CHECK (kind <> 'tcp' OR port IS NOT NULL),
    CONSTRAINT domu_services_unique UNIQUE NULLS NOT DISTINCT (domu_id, kind, hostname, port)
);
