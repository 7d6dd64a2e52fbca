CREATE TABLE migrations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    domu_id bigint NOT NULL REFERENCES domus,
    source_host_id bigint NOT NULL REFERENCES hosts,
    target_host_id bigint NOT NULL REFERENCES hosts,
    state text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    zone text NOT NULL,
    deadline timestamptz,
    reason text NOT NULL,
    short_notice_reason text,
    expected_seconds integer NOT NULL,
    expected_low_seconds integer NOT NULL,
    expected_high_seconds integer NOT NULL,
    revision integer NOT NULL DEFAULT 0,
    live_side text NOT NULL DEFAULT 'source',
    grace_days integer NOT NULL DEFAULT 7,
    grace_until timestamptz,
    old_addresses_until timestamptz,
    operator_id bigint REFERENCES members,
    created_by bigint REFERENCES members,
    created_at timestamptz NOT NULL,
    announced_at timestamptz,
    ended_at timestamptz,
    end_note text,
    CONSTRAINT migrations_state_known CHECK (state IN ('draft', 'announced', 'booked', 'on_hold', 'running', 'returned', 'unclear', 'verifying', 'closed', 'cancelled')),
    CONSTRAINT migrations_source_is_not_target CHECK (source_host_id <> target_host_id),
    CONSTRAINT migrations_end_after_start CHECK (ends_at > starts_at),
    CONSTRAINT migrations_window_at_most_a_day CHECK (ends_at <= starts_at + interval '24 hours'),
    CONSTRAINT migrations_reason_length CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    CONSTRAINT migrations_expected_range CHECK (0 < expected_low_seconds AND expected_low_seconds <= expected_seconds AND expected_seconds <= expected_high_seconds),
    CONSTRAINT migrations_live_side_known CHECK (live_side IN ('source', 'none', 'target')),
    CONSTRAINT migrations_live_side_fits_state CHECK (
        CASE state
            WHEN 'running' THEN true
            WHEN 'unclear' THEN true
            WHEN 'verifying' THEN live_side = 'target'
            WHEN 'closed' THEN live_side = 'target'
            ELSE live_side = 'source'
        END),
    CONSTRAINT migrations_grace_days_range CHECK (grace_days BETWEEN 1 AND 60),
    CONSTRAINT migrations_ended_when_over CHECK ((state IN ('closed', 'cancelled')) = (ended_at IS NOT NULL)),
    CONSTRAINT migrations_windows_apart EXCLUDE USING gist (domu_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (state <> 'cancelled')
);
CREATE UNIQUE INDEX migrations_one_active_per_domu ON migrations (domu_id) WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX migrations_by_domu ON migrations (domu_id, starts_at DESC, id DESC);
CREATE INDEX migrations_by_start ON migrations (starts_at, id);
CREATE INDEX migrations_open ON migrations (starts_at, id) WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX migrations_by_source ON migrations (source_host_id) WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX migrations_by_target ON migrations (target_host_id) WHERE state NOT IN ('closed', 'cancelled');

CREATE TABLE migration_addresses (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration_id bigint NOT NULL REFERENCES migrations,
    old_address inet NOT NULL,
    new_address inet NOT NULL,
    CONSTRAINT migration_addresses_old_unique UNIQUE (migration_id, old_address),
    CONSTRAINT migration_addresses_new_unique UNIQUE (migration_id, new_address),
    CONSTRAINT migration_addresses_one_family CHECK (family(old_address) = family(new_address)),
    CONSTRAINT migration_addresses_differ CHECK (old_address <> new_address)
);

CREATE TABLE ip_addresses (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    address inet NOT NULL,
    network_id bigint NOT NULL REFERENCES ip_networks,
    domu_id bigint REFERENCES domus ON DELETE CASCADE,
    migration_id bigint REFERENCES migrations,
    created_at timestamptz NOT NULL,
    CONSTRAINT ip_addresses_address_held_once UNIQUE (address),
    CONSTRAINT ip_addresses_one_holder CHECK (num_nonnulls(domu_id, migration_id) = 1),
    CONSTRAINT ip_addresses_single CHECK (masklen(address) = CASE family(address) WHEN 4 THEN 32 ELSE 128 END)
);
COMMENT ON TABLE ip_addresses IS 'addresses in use: held by a domU, or kept for a migration (the new ones before commit, the old ones after)';
CREATE INDEX ip_addresses_by_domu ON ip_addresses (domu_id);
CREATE INDEX ip_addresses_by_migration ON ip_addresses (migration_id);
CREATE INDEX ip_addresses_by_network ON ip_addresses (network_id, address);

CREATE TABLE attempts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration_id bigint NOT NULL REFERENCES migrations,
    n integer NOT NULL,
    kind text NOT NULL DEFAULT 'forward',
    operator_id bigint NOT NULL REFERENCES members,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    result text,
    turned_back_at timestamptz,
    cause_code text,
    cause text,
    fix text,
    down_from timestamptz,
    up_at timestamptz,
    bytes_total bigint NOT NULL,
    CONSTRAINT attempts_n_unique UNIQUE (migration_id, n),
    CONSTRAINT attempts_n_positive CHECK (n > 0),
    CONSTRAINT attempts_kind_known CHECK (kind IN ('forward', 'revert')),
    CONSTRAINT attempts_result_known CHECK (result IN ('refused', 'rolled_back', 'succeeded', 'unclear')),
    CONSTRAINT attempts_result_when_ended CHECK ((result IS NULL) = (ended_at IS NULL)),
    CONSTRAINT attempts_cause_code_known CHECK (cause_code IN ('path_mtu', 'nic_driver', 'disk_full', 'slow_link', 'xen_config', 'bridge_or_vlan', 'address_or_gateway', 'kernel_or_initrd', 'bootloader', 'operator_stopped', 'out_of_time', 'other')),
    CONSTRAINT attempts_rolled_back_has_cause CHECK (result <> 'rolled_back' OR (cause_code IS NOT NULL AND length(btrim(cause)) > 0)),
    CONSTRAINT attempts_up_after_down CHECK (up_at >= down_from),
    CONSTRAINT attempts_bytes_not_negative CHECK (bytes_total >= 0)
);
CREATE UNIQUE INDEX attempts_one_under_way ON attempts (migration_id) WHERE result IS NULL;

CREATE TABLE steps (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    attempt_id bigint NOT NULL REFERENCES attempts,
    code text NOT NULL,
    state text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    done_by bigint REFERENCES members,
    note text NOT NULL DEFAULT '',
    CONSTRAINT steps_code_unique UNIQUE (attempt_id, code),
    CONSTRAINT steps_code_known CHECK (code IN ('preflight', 'stop', 'copy', 'compare', 'prepare', 'commit', 'boot', 'check', 'fence', 'start_again', 'check_again')),
    CONSTRAINT steps_state_known CHECK (state IN ('doing', 'done', 'broken_off')),
    CONSTRAINT steps_ended_when_over CHECK ((state = 'doing') = (ended_at IS NULL))
);
CREATE UNIQUE INDEX steps_one_at_a_time ON steps (attempt_id) WHERE state = 'doing';
COMMENT ON COLUMN steps.note IS 'for the core team; members do not see it';

CREATE TABLE migration_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration_id bigint NOT NULL REFERENCES migrations,
    attempt_id bigint REFERENCES attempts,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id bigint,
    event text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    note text NOT NULL DEFAULT '',
    is_internal boolean NOT NULL DEFAULT false,
    CONSTRAINT migration_events_actor_kind_known CHECK (actor_kind IN ('member', 'host', 'command', 'clock'))
);
CREATE INDEX migration_events_by_migration ON migration_events (migration_id, id);
CREATE TRIGGER migration_events_append_only BEFORE UPDATE OR DELETE ON migration_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER migration_events_keep_all BEFORE TRUNCATE ON migration_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE reservations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    host_id bigint NOT NULL REFERENCES hosts,
    migration_id bigint NOT NULL REFERENCES migrations,
    domu_id bigint NOT NULL REFERENCES domus,
    kind text NOT NULL,
    memory_bytes bigint NOT NULL,
    disk_bytes bigint NOT NULL,
    created_at timestamptz NOT NULL,
    released_at timestamptz,
    CONSTRAINT reservations_kind_known CHECK (kind IN ('holds_source', 'claims_target')),
    CONSTRAINT reservations_memory_positive CHECK (memory_bytes > 0),
    CONSTRAINT reservations_disk_not_negative CHECK (disk_bytes >= 0)
);
CREATE UNIQUE INDEX reservations_one_of_a_kind ON reservations (migration_id, kind) WHERE released_at IS NULL;
CREATE INDEX reservations_by_host ON reservations (host_id) WHERE released_at IS NULL;

-- What lives on each host and what is held there for domUs that live elsewhere (before commit at
-- the target, after it at the source). Kept as rows, so that a page of hosts doesn't add up the club:
-- after every statement that could change it a host is reckoned anew, by `reckon_hosts` alone.
CREATE TABLE host_uses (
    host_id bigint PRIMARY KEY REFERENCES hosts ON DELETE CASCADE,
    domus bigint NOT NULL DEFAULT 0,
    memory_lived_in bigint NOT NULL DEFAULT 0,
    disk_lived_in bigint NOT NULL DEFAULT 0,
    memory_held bigint NOT NULL DEFAULT 0,
    disk_held bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 70);

-- What a host has to give: its capacity, less what lives there, less what is held there.
CREATE VIEW host_rooms AS
SELECT h.id AS host_id,
       h.memory_bytes - u.memory_lived_in - u.memory_held AS memory_free,
       h.disk_bytes - u.disk_lived_in - u.disk_held AS disk_free,
       u.memory_held, u.disk_held, u.domus
FROM hosts h JOIN host_uses u ON u.host_id = h.id;

-- The lock comes first, in one order, and the sums in a statement of their own: it sees all that
-- was committed by those who held the lock before.
CREATE FUNCTION reckon_hosts(changed bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(changed) = 0 THEN
        RETURN;
    END IF;
    PERFORM 1 FROM host_uses WHERE host_id = ANY (changed) ORDER BY host_id FOR NO KEY UPDATE;
    UPDATE host_uses u
    SET domus = lives.domus, memory_lived_in = lives.memory_bytes, disk_lived_in = lives.disk_bytes,
        memory_held = held.memory_bytes, disk_held = held.disk_bytes
    FROM hosts h,
    LATERAL (
        SELECT count(*) AS domus, COALESCE(sum(d.memory_bytes), 0)::bigint AS memory_bytes,
               COALESCE(sum(d.disk_bytes), 0)::bigint AS disk_bytes
        FROM domus d WHERE d.host_id = h.id) lives,
    LATERAL (
        SELECT COALESCE(sum(r.memory_bytes), 0)::bigint AS memory_bytes, COALESCE(sum(r.disk_bytes), 0)::bigint AS disk_bytes
        FROM reservations r JOIN domus d ON d.id = r.domu_id
        WHERE r.host_id = h.id AND r.released_at IS NULL AND d.host_id <> h.id) held
    WHERE u.host_id = h.id AND h.id = ANY (changed);
END $$;

CREATE FUNCTION open_host_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO host_uses (host_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER hosts_have_a_use AFTER INSERT ON hosts FOR EACH ROW EXECUTE FUNCTION open_host_use();

-- A domU that comes or goes changes only the hosts that it comes to and goes from: what any other
-- host holds for it is held as before.
CREATE FUNCTION reckon_hosts_of_domus() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM reckon_hosts(ARRAY(SELECT DISTINCT host_id FROM present));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM reckon_hosts(ARRAY(SELECT DISTINCT host_id FROM past));
    ELSE
        PERFORM reckon_hosts(ARRAY(
            SELECT DISTINCT unnest(ARRAY[past.host_id, present.host_id]) FROM past JOIN present USING (id)
            WHERE (past.host_id, past.memory_bytes, past.disk_bytes) <> (present.host_id, present.memory_bytes, present.disk_bytes)));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER domus_come AFTER INSERT ON domus REFERENCING NEW TABLE AS present FOR EACH STATEMENT EXECUTE FUNCTION reckon_hosts_of_domus();
CREATE TRIGGER domus_change AFTER UPDATE ON domus REFERENCING OLD TABLE AS past NEW TABLE AS present FOR EACH STATEMENT EXECUTE FUNCTION reckon_hosts_of_domus();
CREATE TRIGGER domus_go AFTER DELETE ON domus REFERENCING OLD TABLE AS past FOR EACH STATEMENT EXECUTE FUNCTION reckon_hosts_of_domus();

CREATE FUNCTION reckon_hosts_of_reservations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM reckon_hosts(ARRAY(SELECT DISTINCT host_id FROM past));
    RETURN NULL;
END $$;
CREATE TRIGGER reservations_change AFTER UPDATE ON reservations REFERENCING OLD TABLE AS past FOR EACH STATEMENT EXECUTE FUNCTION reckon_hosts_of_reservations();
CREATE TRIGGER reservations_go AFTER DELETE ON reservations REFERENCING OLD TABLE AS past FOR EACH STATEMENT EXECUTE FUNCTION reckon_hosts_of_reservations();

-- The lock on the host rows makes two reservations for the same room queue up, so that the
-- second sees the first. NO KEY: a row that merely points at the host doesn't block it.
CREATE FUNCTION refuse_reservation_without_room() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    hosts_changed bigint[] := ARRAY(SELECT DISTINCT host_id FROM present);
    host bigint;
BEGIN
    PERFORM 1 FROM hosts WHERE id = ANY (hosts_changed) ORDER BY id FOR NO KEY UPDATE;
    PERFORM reckon_hosts(hosts_changed);
    SELECT p.host_id INTO host FROM present p JOIN host_rooms r USING (host_id) JOIN domus d ON d.id = p.domu_id
    WHERE d.host_id <> p.host_id AND r.memory_free < 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'no memory left on host %', host
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reservations_within_memory', TABLE = 'reservations';
    END IF;
    SELECT p.host_id INTO host FROM present p JOIN host_rooms r USING (host_id) JOIN domus d ON d.id = p.domu_id
    WHERE d.host_id <> p.host_id AND r.disk_free < 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'no disk space left on host %', host
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reservations_within_disk', TABLE = 'reservations';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER reservations_within_capacity AFTER INSERT ON reservations REFERENCING NEW TABLE AS present FOR EACH STATEMENT EXECUTE FUNCTION refuse_reservation_without_room();

CREATE TABLE runbook_texts (
    step text NOT NULL,
    side text NOT NULL,
    body text NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by bigint REFERENCES members,
    PRIMARY KEY (step, side),
    CONSTRAINT runbook_texts_side_known CHECK (side IN ('source', 'target')),
    CONSTRAINT runbook_texts_body_length CHECK (length(body) <= 20000)
);
COMMENT ON TABLE runbook_texts IS 'the club''s own commands for a step; where there is no row the built-in ones hold';
