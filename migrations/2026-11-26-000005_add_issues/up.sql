CREATE TABLE issues (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reporter_id bigint NOT NULL REFERENCES members,
    domu_id bigint REFERENCES domus,
    migration_id bigint REFERENCES migrations,
    summary text NOT NULL,
    severity text NOT NULL,
    state text NOT NULL DEFAULT 'new',
    assigned_to bigint REFERENCES members,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    ended_at timestamptz,
    CONSTRAINT issues_summary_length CHECK (length(btrim(summary)) BETWEEN 1 AND 120),
    CONSTRAINT issues_severity_known CHECK (severity IN ('down', 'partly', 'question')),
    CONSTRAINT issues_state_known CHECK (state IN ('new', 'acknowledged', 'waiting', 'resolved', 'closed')),
    CONSTRAINT issues_ended_when_over CHECK ((state IN ('resolved', 'closed')) = (ended_at IS NOT NULL))
);
COMMENT ON COLUMN issues.summary IS 'the first words of the report, to tell it from others in a list';
CREATE INDEX issues_by_reporter ON issues (reporter_id, updated_at DESC, id DESC);
CREATE INDEX issues_by_update ON issues (updated_at DESC, id DESC);
CREATE INDEX issues_open_by_migration ON issues (migration_id) WHERE state NOT IN ('resolved', 'closed');
CREATE INDEX issues_open ON issues (created_at, id) WHERE state NOT IN ('resolved', 'closed');
CREATE INDEX issues_by_domu ON issues (domu_id, id);

CREATE TABLE issue_messages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_id bigint NOT NULL REFERENCES issues,
    author_id bigint REFERENCES members,
    visibility text NOT NULL,
    body text NOT NULL,
    new_state text,
    at timestamptz NOT NULL,
    CONSTRAINT issue_messages_visibility_known CHECK (visibility IN ('public', 'internal')),
    CONSTRAINT issue_messages_new_state_known CHECK (new_state IN ('new', 'acknowledged', 'waiting', 'resolved', 'closed')),
    CONSTRAINT issue_messages_say_something CHECK (length(btrim(body)) > 0 OR new_state IS NOT NULL),
    CONSTRAINT issue_messages_body_length CHECK (length(body) <= 20000)
);
CREATE INDEX issue_messages_by_issue ON issue_messages (issue_id, id);
