-- A host takes no more than it has, whoever writes: a domU that comes or grows by hand fits, and what
-- a move keeps room for stays as big as it is. An import says what is there already, so it sets
-- domovoi.records_what_is in its transaction and is never refused.
--
-- The rows of the hosts are locked before those of their uses, as a reservation does it, so that the
-- second of two writers sees what the first has taken. Where disk_bytes of a host is nothing,
-- nobody has told yet what it has, so no disk is too much.
CREATE OR REPLACE FUNCTION reckon_hosts_of_domus() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint[];
    more_memory bigint[] := '{}';
    more_disk bigint[] := '{}';
    host bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        changed := ARRAY(SELECT DISTINCT host_id FROM present);
        more_memory := changed;
        more_disk := ARRAY(SELECT DISTINCT host_id FROM present WHERE disk_bytes > 0);
    ELSIF TG_OP = 'DELETE' THEN
        changed := ARRAY(SELECT DISTINCT host_id FROM past);
    ELSE
        changed := ARRAY(
            SELECT DISTINCT unnest(ARRAY[past.host_id, present.host_id]) FROM past JOIN present USING (id)
            WHERE (past.host_id, past.memory_bytes, past.disk_bytes) <> (present.host_id, present.memory_bytes, present.disk_bytes));
        -- Where room is kept for it, its coming takes none.
        more_memory := ARRAY(
            SELECT DISTINCT present.host_id FROM past JOIN present USING (id)
            WHERE present.memory_bytes > past.memory_bytes
                OR (present.host_id <> past.host_id AND NOT EXISTS (
                    SELECT FROM reservations r WHERE r.domu_id = present.id AND r.host_id = present.host_id AND r.released_at IS NULL)));
        more_disk := ARRAY(
            SELECT DISTINCT present.host_id FROM past JOIN present USING (id)
            WHERE present.disk_bytes > past.disk_bytes
                OR (present.host_id <> past.host_id AND present.disk_bytes > 0 AND NOT EXISTS (
                    SELECT FROM reservations r WHERE r.domu_id = present.id AND r.host_id = present.host_id AND r.released_at IS NULL)));
    END IF;
    IF current_setting('domovoi.records_what_is', true) = 'on' THEN
        PERFORM reckon_hosts(changed);
        RETURN NULL;
    END IF;

    PERFORM 1 FROM hosts WHERE id = ANY (more_memory || more_disk) ORDER BY id FOR NO KEY UPDATE;
    PERFORM reckon_hosts(changed);
    IF TG_OP = 'UPDATE' THEN
        PERFORM 1 FROM past JOIN present USING (id)
        WHERE (past.memory_bytes, past.disk_bytes) <> (present.memory_bytes, present.disk_bytes)
            AND EXISTS (SELECT FROM reservations r WHERE r.domu_id = present.id AND r.released_at IS NULL);
        IF FOUND THEN
            RAISE EXCEPTION 'a move keeps room for the size that it has'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'domus_size_kept', TABLE = 'domus';
        END IF;
    END IF;
    SELECT host_id INTO host FROM host_rooms WHERE host_id = ANY (more_memory) AND memory_free < 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'no memory left on host %', host
            USING ERRCODE = 'check_violation', CONSTRAINT = 'domus_within_memory', TABLE = 'domus';
    END IF;
    SELECT r.host_id INTO host FROM host_rooms r JOIN hosts h ON h.id = r.host_id
    WHERE r.host_id = ANY (more_disk) AND r.disk_free < 0 AND h.disk_bytes > 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'no disk space left on host %', host
            USING ERRCODE = 'check_violation', CONSTRAINT = 'domus_within_disk', TABLE = 'domus';
    END IF;
    RETURN NULL;
END $$;
