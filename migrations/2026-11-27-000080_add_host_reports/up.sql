-- What each host said of itself last. One row a host, replaced: nothing here grows.
CREATE TABLE host_reports (
    host_id bigint PRIMARY KEY REFERENCES hosts,
    seq bigint NOT NULL DEFAULT 0,
    boot uuid NOT NULL,
    at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    interval_seconds integer NOT NULL,
    memory_free_bytes bigint,
    disk_free_bytes bigint,
    running jsonb,
    facts jsonb NOT NULL DEFAULT '{}',
    trouble text NOT NULL DEFAULT '',
    CONSTRAINT host_reports_seq_not_negative CHECK (seq >= 0),
    CONSTRAINT host_reports_interval_sane CHECK (interval_seconds BETWEEN 1 AND 3600),
    CONSTRAINT host_reports_free_not_negative CHECK (memory_free_bytes >= 0 AND disk_free_bytes >= 0),
    CONSTRAINT host_reports_running_is_a_list CHECK (jsonb_typeof(running) = 'array')
) WITH (fillfactor = 50);
COMMENT ON COLUMN host_reports.seq IS 'a report with a lower number comes too late and changes nothing';
COMMENT ON COLUMN host_reports.running IS 'names and uuids of the domUs; NULL where xl could not tell';
COMMENT ON COLUMN host_reports.facts IS 'what changes seldom: kernel, cards with their drivers and MTUs';
COMMENT ON COLUMN host_reports.trouble IS 'what could not be read there, a line each';
