ALTER TABLE members ADD COLUMN move_wishes text NOT NULL DEFAULT '';
ALTER TABLE members ADD CONSTRAINT members_move_wishes_length CHECK (length(move_wishes) <= 500);
COMMENT ON COLUMN members.move_wishes IS 'when and how this member likes to be moved, for whoever schedules';

CREATE TABLE migration_choices (
    migration_id bigint PRIMARY KEY REFERENCES migrations,
    offers_windows boolean NOT NULL,
    default_starts_at timestamptz NOT NULL,
    default_ends_at timestamptz NOT NULL,
    changes integer NOT NULL DEFAULT 0,
    now_asked_at timestamptz,
    now_asked_by bigint REFERENCES members,
    CONSTRAINT migration_choices_default_end_after_start CHECK (default_ends_at > default_starts_at),
    CONSTRAINT migration_choices_changes_range CHECK (changes BETWEEN 0 AND 2),
    CONSTRAINT migration_choices_now_asked_by_somebody CHECK ((now_asked_at IS NULL) = (now_asked_by IS NULL))
);
COMMENT ON TABLE migration_choices IS 'what the members of a migration may choose, and what they have asked for';
CREATE INDEX migration_choices_now_asked ON migration_choices (migration_id) WHERE now_asked_at IS NOT NULL;

-- The key is what makes each decision fall once, whoever looks and however late.
CREATE TABLE clock_decisions (
    migration_id bigint NOT NULL REFERENCES migrations,
    what text NOT NULL,
    revision integer NOT NULL,
    decided_at timestamptz NOT NULL,
    CONSTRAINT clock_decisions_once PRIMARY KEY (migration_id, what, revision),
    CONSTRAINT clock_decisions_what_known CHECK (what IN ('assign_default', 'undecided', 'remind', 'nobody_assigned', 'overdue', 'grace_ending', 'close'))
);
COMMENT ON TABLE clock_decisions IS 'what the clock has decided about a migration as it stood at that revision';
