CREATE TABLE migration_plans (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    reason text NOT NULL,
    public_text text NOT NULL DEFAULT '',
    stop_on_return boolean NOT NULL DEFAULT true,
    paused_at timestamptz,
    created_by bigint REFERENCES members,
    created_at timestamptz NOT NULL,
    CONSTRAINT migration_plans_title_length CHECK (length(btrim(title)) BETWEEN 1 AND 200),
    CONSTRAINT migration_plans_reason_length CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    CONSTRAINT migration_plans_public_text_length CHECK (length(public_text) <= 2000)
);
COMMENT ON COLUMN migration_plans.stop_on_return IS 'the first of its migrations that comes back, or is lost, pauses the others';
COMMENT ON COLUMN migration_plans.paused_at IS 'none of its migrations starts from here on; plan_events says who or what paused it';

ALTER TABLE migrations ADD COLUMN plan_id bigint REFERENCES migration_plans;
CREATE INDEX migrations_by_plan ON migrations (plan_id, starts_at, id) WHERE plan_id IS NOT NULL;

CREATE TABLE plan_events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    plan_id bigint NOT NULL REFERENCES migration_plans,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id bigint,
    event text NOT NULL,
    migration_id bigint REFERENCES migrations,
    note text NOT NULL DEFAULT '',
    CONSTRAINT plan_events_actor_kind_known CHECK (actor_kind IN ('member', 'host', 'command', 'clock')),
    CONSTRAINT plan_events_event_known CHECK (event IN ('made', 'paused', 'resumed'))
);
CREATE INDEX plan_events_by_plan ON plan_events (plan_id, id);
CREATE TRIGGER plan_events_append_only BEFORE UPDATE OR DELETE ON plan_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER plan_events_keep_all BEFORE TRUNCATE ON plan_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
