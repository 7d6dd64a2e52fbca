CREATE TABLE domu_names (
    domu_id bigint NOT NULL REFERENCES domus ON DELETE CASCADE,
    name citext NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (domu_id, name),
    CONSTRAINT domu_names_shape CHECK (name ~ '^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$'),
    CONSTRAINT domu_names_length CHECK (length(name) <= 253)
);
COMMENT ON TABLE domu_names IS 'names that live on a domU, as its people say; the host names of its services count as well';

CREATE TABLE name_watches (
    domu_id bigint PRIMARY KEY REFERENCES domus ON DELETE CASCADE,
    due_at timestamptz,
    asked_at timestamptz
);
CREATE INDEX name_watches_due ON name_watches (due_at) WHERE due_at IS NOT NULL;
COMMENT ON COLUMN name_watches.due_at IS 'when its names are looked at next; null: not by itself';
COMMENT ON COLUMN name_watches.asked_at IS 'when somebody last asked for a look';

CREATE TABLE name_looks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    domu_id bigint NOT NULL REFERENCES domus ON DELETE CASCADE,
    at timestamptz NOT NULL,
    records jsonb NOT NULL,
    mail jsonb NOT NULL
);
CREATE INDEX name_looks_by_domu ON name_looks (domu_id, id DESC);
COMMENT ON COLUMN name_looks.mail IS 'where the mail of its owners'' domains ends';

CREATE TABLE attempt_looks (
    attempt_id bigint NOT NULL REFERENCES attempts,
    phase text NOT NULL,
    next_at timestamptz,
    looked_at timestamptz,
    lost integer NOT NULL DEFAULT 0,
    PRIMARY KEY (attempt_id, phase),
    CONSTRAINT attempt_looks_phase_known CHECK (phase IN ('before', 'after')),
    CONSTRAINT attempt_looks_lost_not_negative CHECK (lost >= 0)
);
CREATE INDEX attempt_looks_lost ON attempt_looks (attempt_id) WHERE lost > 0;
COMMENT ON COLUMN attempt_looks.next_at IS 'when whoever comes first may look again; null: never';
COMMENT ON COLUMN attempt_looks.lost IS 'services that answered before and do not any more';

CREATE TABLE service_looks (
    attempt_id bigint NOT NULL,
    phase text NOT NULL,
    domu_service_id bigint NOT NULL REFERENCES domu_services ON DELETE CASCADE,
    address inet NOT NULL,
    outcome jsonb NOT NULL,
    PRIMARY KEY (attempt_id, phase, domu_service_id, address),
    CONSTRAINT service_looks_of_a_look FOREIGN KEY (attempt_id, phase) REFERENCES attempt_looks
);
CREATE INDEX service_looks_by_service ON service_looks (domu_service_id);
