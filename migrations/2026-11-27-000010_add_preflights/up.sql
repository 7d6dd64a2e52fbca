ALTER TABLE hosts
    ADD COLUMN interconnect_address6 inet,
    ADD COLUMN limits text NOT NULL DEFAULT '',
    ADD COLUMN limits_changed_at timestamptz,
    ADD CONSTRAINT hosts_interconnect_address6_family CHECK (family(interconnect_address6) = 6);
COMMENT ON COLUMN hosts.limits IS 'cards with their MTUs, drivers and kernel, as the host last said';

CREATE TABLE preflights (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_host_id bigint NOT NULL REFERENCES hosts,
    target_host_id bigint NOT NULL REFERENCES hosts,
    mtu integer NOT NULL,
    conclusion text NOT NULL DEFAULT 'incomplete',
    fingerprint text NOT NULL,
    began_at timestamptz NOT NULL,
    began_by bigint REFERENCES members,
    valid_until timestamptz NOT NULL,
    CONSTRAINT preflights_two_hosts CHECK (source_host_id <> target_host_id),
    CONSTRAINT preflights_mtu_sane CHECK (mtu BETWEEN 1280 AND 65535),
    CONSTRAINT preflights_conclusion_known CHECK (conclusion IN ('silence', 'router_says', 'local_too_small', 'unreachable', 'lossy', 'contradiction', 'incomplete', 'fits')),
    CONSTRAINT preflights_valid_a_day_at_most CHECK (valid_until > began_at AND valid_until <= began_at + interval '24 hours')
);
CREATE INDEX preflights_by_pair ON preflights (source_host_id, target_host_id, id DESC);

CREATE TABLE preflight_pastes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    preflight_id bigint NOT NULL REFERENCES preflights,
    side text,
    body text NOT NULL,
    at timestamptz NOT NULL,
    pasted_by bigint REFERENCES members,
    CONSTRAINT preflight_pastes_side_known CHECK (side IN ('source', 'target')),
    CONSTRAINT preflight_pastes_body_length CHECK (length(body) BETWEEN 1 AND 50000)
);
CREATE INDEX preflight_pastes_by_preflight ON preflight_pastes (preflight_id, id);
CREATE TRIGGER preflight_pastes_append_only BEFORE UPDATE OR DELETE ON preflight_pastes FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE preflight_ticks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    preflight_id bigint NOT NULL REFERENCES preflights,
    item text NOT NULL,
    is_good boolean NOT NULL,
    note text NOT NULL DEFAULT '',
    at timestamptz NOT NULL,
    ticked_by bigint REFERENCES members,
    CONSTRAINT preflight_ticks_item_known CHECK (item IN ('bridge_and_kernel', 'route', 'nothing_else')),
    CONSTRAINT preflight_ticks_red_says_why CHECK (is_good OR length(btrim(note)) > 0),
    CONSTRAINT preflight_ticks_note_length CHECK (length(note) <= 500)
);
CREATE INDEX preflight_ticks_by_preflight ON preflight_ticks (preflight_id, id);
CREATE TRIGGER preflight_ticks_append_only BEFORE UPDATE OR DELETE ON preflight_ticks FOR EACH ROW EXECUTE FUNCTION refuse_change();
COMMENT ON TABLE preflight_ticks IS 'the newest of each item counts';

CREATE TABLE trial_copies (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    preflight_id bigint NOT NULL REFERENCES preflights,
    bytes bigint NOT NULL,
    seconds integer NOT NULL,
    at timestamptz NOT NULL,
    noted_by bigint REFERENCES members,
    CONSTRAINT trial_copies_bytes_positive CHECK (bytes > 0),
    CONSTRAINT trial_copies_seconds_positive CHECK (seconds > 0)
);
CREATE INDEX trial_copies_by_preflight ON trial_copies (preflight_id, id);
