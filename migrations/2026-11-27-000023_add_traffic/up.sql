-- How far the traffic of each host was reported.
CREATE TABLE traffic_reporters (
    host_id bigint PRIMARY KEY REFERENCES hosts,
    acked_through bigint NOT NULL DEFAULT 0,
    heard_at timestamptz NOT NULL,
    CONSTRAINT traffic_reporters_acked_not_negative CHECK (acked_through >= 0)
) WITH (fillfactor = 70);

-- The last counters of each card, from which the next ones are told apart.
CREATE TABLE traffic_counters (
    host_id bigint NOT NULL REFERENCES hosts,
    nic text NOT NULL,
    boot uuid NOT NULL,
    at timestamptz NOT NULL,
    received_bytes bigint NOT NULL,
    sent_bytes bigint NOT NULL,
    PRIMARY KEY (host_id, nic),
    CONSTRAINT traffic_counters_nic_length CHECK (length(nic) BETWEEN 1 AND 32),
    CONSTRAINT traffic_counters_not_negative CHECK (received_bytes >= 0 AND sent_bytes >= 0)
) WITH (fillfactor = 70);

-- What went through in each piece of time: five minutes for a day's picture, half an hour for a
-- week's, two hours for a month's, a day for a year's.
CREATE TABLE traffic_buckets (
    host_id bigint NOT NULL REFERENCES hosts,
    span_seconds integer NOT NULL,
    starts_at timestamptz NOT NULL,
    nic text NOT NULL,
    received_bytes bigint NOT NULL,
    sent_bytes bigint NOT NULL,
    covered_ms integer NOT NULL,
    received_peak bigint NOT NULL,
    sent_peak bigint NOT NULL,
    PRIMARY KEY (host_id, span_seconds, starts_at, nic),
    CONSTRAINT traffic_buckets_span_whole CHECK (span_seconds IN (300, 1800, 7200, 86400)),
    CONSTRAINT traffic_buckets_covered CHECK (covered_ms BETWEEN 0 AND span_seconds * 1000),
    CONSTRAINT traffic_buckets_not_negative CHECK (received_bytes >= 0 AND sent_bytes >= 0)
) WITH (fillfactor = 70);
COMMENT ON COLUMN traffic_buckets.covered_ms IS 'for how much of it anything is known: a gap is no silence';
COMMENT ON COLUMN traffic_buckets.received_peak IS 'the most in a second, between two reports';
CREATE INDEX traffic_buckets_by_age ON traffic_buckets (span_seconds, starts_at);
