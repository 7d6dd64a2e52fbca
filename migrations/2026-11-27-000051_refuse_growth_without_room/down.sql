CREATE OR REPLACE FUNCTION reckon_hosts_of_domus() RETURNS trigger LANGUAGE plpgsql AS $$
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
