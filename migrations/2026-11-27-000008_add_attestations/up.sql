-- An attempt that went on at the target may be followed by one that leads back, and one may end
-- without anybody knowing where the domU runs.
ALTER TABLE attempts
    ADD COLUMN data_at_target text,
    ADD COLUMN agreement text,
    ADD COLUMN next_word_at timestamptz,
    DROP CONSTRAINT attempts_result_known,
    ADD CONSTRAINT attempts_result_known CHECK (result IN ('refused', 'rolled_back', 'succeeded', 'superseded', 'unclear')),
    ADD CONSTRAINT attempts_data_at_target_known CHECK (data_at_target IN ('nothing_written', 'member_agreed')),
    ADD CONSTRAINT attempts_revert_says_what_was_written CHECK ((kind = 'revert') = (data_at_target IS NOT NULL)),
    ADD CONSTRAINT attempts_agreement_has_words CHECK (data_at_target IS DISTINCT FROM 'member_agreed' OR COALESCE(length(btrim(agreement)), 0) > 0),
    ADD CONSTRAINT attempts_unclear_has_cause CHECK (result IS DISTINCT FROM 'unclear' OR (cause_code IS NOT NULL AND COALESCE(length(btrim(cause)), 0) > 0));
COMMENT ON COLUMN attempts.data_at_target IS 'of a revert: what the core team says was written since the boot at the target';
COMMENT ON COLUMN attempts.next_word_at IS 'until when the members were promised to hear again, while nobody knows where it runs';

-- While nobody knows where it runs, neither side may boot.
ALTER TABLE migrations
    DROP CONSTRAINT migrations_live_side_fits_state,
    ADD CONSTRAINT migrations_live_side_fits_state CHECK (
        CASE state
            WHEN 'running' THEN true
            WHEN 'unclear' THEN live_side = 'none'
            WHEN 'verifying' THEN live_side = 'target'
            WHEN 'closed' THEN live_side = 'target'
            ELSE live_side = 'source'
        END);

CREATE TABLE attestations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration_id bigint NOT NULL REFERENCES migrations,
    attempt_id bigint NOT NULL REFERENCES attempts,
    side text NOT NULL,
    claim text NOT NULL,
    member_id bigint NOT NULL REFERENCES members,
    at timestamptz NOT NULL,
    seen text NOT NULL,
    alone_because text,
    CONSTRAINT attestations_side_known CHECK (side IN ('source', 'target')),
    CONSTRAINT attestations_claim_known CHECK (claim IN ('down_and_fenced', 'runs', 'taken_back')),
    CONSTRAINT attestations_seen_length CHECK (length(btrim(seen)) BETWEEN 1 AND 2000),
    CONSTRAINT attestations_alone_because_length CHECK (length(btrim(alone_because)) BETWEEN 1 AND 2000)
);
COMMENT ON TABLE attestations IS 'what somebody saw on one of the two hosts while nobody knew where the domU runs; the newest of a side counts';
COMMENT ON COLUMN attestations.alone_because IS 'why the same person looked at both sides';
CREATE INDEX attestations_by_attempt ON attestations (attempt_id, id);
CREATE INDEX attestations_by_migration ON attestations (migration_id, id);
CREATE TRIGGER attestations_append_only BEFORE UPDATE OR DELETE ON attestations FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attestations_keep_all BEFORE TRUNCATE ON attestations FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
