-- What dom0s report of an attempt. Each side writes its own half and nothing else, so that two
-- reporters can never overwrite each other.
CREATE TABLE attempt_sides (
    attempt_id bigint NOT NULL REFERENCES attempts,
    side text NOT NULL,
    host_id bigint NOT NULL REFERENCES hosts,
    boot uuid NOT NULL,
    acked_through bigint NOT NULL DEFAULT 0,
    heard_at timestamptz NOT NULL,
    bytes_per_second bigint,
    flat_seconds integer NOT NULL DEFAULT 0,
    failed_at timestamptz,
    failure text,
    clashed_at timestamptz,
    clashed_seq bigint,
    PRIMARY KEY (attempt_id, side),
    CONSTRAINT attempt_sides_side_known CHECK (side IN ('source', 'target')),
    CONSTRAINT attempt_sides_acked_not_negative CHECK (acked_through >= 0),
    CONSTRAINT attempt_sides_rate_not_negative CHECK (bytes_per_second >= 0),
    CONSTRAINT attempt_sides_flat_not_negative CHECK (flat_seconds >= 0),
    CONSTRAINT attempt_sides_failure_whole CHECK ((failed_at IS NULL) = (failure IS NULL)),
    CONSTRAINT attempt_sides_clash_whole CHECK ((clashed_at IS NULL) = (clashed_seq IS NULL))
) WITH (fillfactor = 70);
COMMENT ON COLUMN attempt_sides.acked_through IS 'all reports up to this one are here, none is missing; what is above a gap waits';
COMMENT ON COLUMN attempt_sides.clashed_at IS 'when one number first came with two contents: two reporters run';

-- Where the copy of each disk stands on each side.
CREATE TABLE transfers (
    attempt_id bigint NOT NULL,
    side text NOT NULL,
    disk text NOT NULL,
    run bigint NOT NULL,
    bytes bigint NOT NULL,
    total bigint,
    sha256 bytea,
    has_ended boolean NOT NULL DEFAULT false,
    PRIMARY KEY (attempt_id, side, disk),
    CONSTRAINT transfers_side_fkey FOREIGN KEY (attempt_id, side) REFERENCES attempt_sides,
    CONSTRAINT transfers_disk_length CHECK (length(disk) BETWEEN 1 AND 32),
    CONSTRAINT transfers_bytes_not_negative CHECK (bytes >= 0),
    CONSTRAINT transfers_total_positive CHECK (total > 0),
    CONSTRAINT transfers_sha256_length CHECK (octet_length(sha256) = 32)
) WITH (fillfactor = 70);
COMMENT ON COLUMN transfers.run IS 'the number of the report that began the copy; a copy that is begun anew has another';

CREATE TABLE transfer_samples (
    attempt_id bigint NOT NULL,
    side text NOT NULL,
    seq bigint NOT NULL,
    run bigint NOT NULL,
    disk text NOT NULL,
    bytes bigint NOT NULL,
    elapsed_ms bigint NOT NULL,
    at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (attempt_id, side, seq),
    CONSTRAINT transfer_samples_side_fkey FOREIGN KEY (attempt_id, side) REFERENCES attempt_sides,
    CONSTRAINT transfer_samples_seq_positive CHECK (seq > 0),
    CONSTRAINT transfer_samples_bytes_not_negative CHECK (bytes >= 0),
    CONSTRAINT transfer_samples_elapsed_not_negative CHECK (elapsed_ms >= 0)
);
COMMENT ON COLUMN transfer_samples.elapsed_ms IS 'since the copy began, by the sender''s steady clock';
COMMENT ON COLUMN transfer_samples.at IS 'by the sender''s wall clock: for people and pictures, never for order';
CREATE INDEX transfer_samples_by_age ON transfer_samples (received_at);

-- How far each copy was at the last sample of each minute; samples go, this stays.
CREATE TABLE transfer_minutes (
    attempt_id bigint NOT NULL,
    side text NOT NULL,
    disk text NOT NULL,
    run bigint NOT NULL,
    minute timestamptz NOT NULL,
    seq bigint NOT NULL,
    bytes bigint NOT NULL,
    PRIMARY KEY (attempt_id, side, disk, run, minute),
    CONSTRAINT transfer_minutes_side_fkey FOREIGN KEY (attempt_id, side) REFERENCES attempt_sides,
    CONSTRAINT transfer_minutes_whole CHECK (date_trunc('minute', minute, 'UTC') = minute)
);

-- Everything else that is reported: steps, ends of copies, attestations, words.
CREATE TABLE reports (
    attempt_id bigint NOT NULL,
    side text NOT NULL,
    seq bigint NOT NULL,
    stands_from bigint NOT NULL,
    content jsonb NOT NULL,
    at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (attempt_id, side, seq, stands_from),
    CONSTRAINT reports_side_fkey FOREIGN KEY (attempt_id, side) REFERENCES attempt_sides,
    CONSTRAINT reports_seq_positive CHECK (seq > 0),
    CONSTRAINT reports_stand_from CHECK (stands_from BETWEEN 1 AND seq)
);
COMMENT ON COLUMN reports.stands_from IS 'below seq for one that stands in for samples which the sender had no room for';
CREATE TRIGGER reports_append_only BEFORE UPDATE OR DELETE ON reports FOR EACH ROW EXECUTE FUNCTION refuse_change();
