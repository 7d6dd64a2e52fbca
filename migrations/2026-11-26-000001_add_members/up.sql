CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- History is only worth something when nobody can tidy it up afterwards.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are kept as they were written', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;

CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email citext NOT NULL,
    second_email citext,
    name text NOT NULL,
    role text NOT NULL DEFAULT 'member',
    state text NOT NULL DEFAULT 'invited',
    locale text NOT NULL DEFAULT 'en',
    time_zone text NOT NULL DEFAULT 'Europe/Amsterdam',
    password_hash text,
    created_at timestamptz NOT NULL,
    joined_at timestamptz,
    CONSTRAINT members_email_unique UNIQUE (email),
    CONSTRAINT members_email_shape CHECK (length(email::text) BETWEEN 3 AND 254 AND email::text ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT members_second_email_shape CHECK (length(second_email::text) BETWEEN 3 AND 254 AND second_email::text ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT members_second_email_differs CHECK (second_email <> email),
    CONSTRAINT members_name_length CHECK (length(btrim(name)) BETWEEN 1 AND 100),
    CONSTRAINT members_role_known CHECK (role IN ('member', 'core', 'admin')),
    CONSTRAINT members_state_known CHECK (state IN ('invited', 'active', 'suspended', 'left')),
    CONSTRAINT members_locale_known CHECK (locale IN ('en', 'nl')),
    CONSTRAINT members_active_has_password CHECK (state <> 'active' OR password_hash IS NOT NULL)
);
CREATE INDEX members_by_name ON members (lower(name), id);
CREATE INDEX members_search ON members USING gin ((lower(name)) gin_trgm_ops, (lower(email::text)) gin_trgm_ops);

CREATE TABLE sessions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash bytea NOT NULL,
    member_id bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    confirmed_at timestamptz NOT NULL,
    address inet,
    browser text NOT NULL DEFAULT '',
    CONSTRAINT sessions_token_hash_unique UNIQUE (token_hash)
);
CREATE INDEX sessions_by_member ON sessions (member_id, last_seen_at);
COMMENT ON COLUMN sessions.confirmed_at IS 'when the password was last asked for; sensitive writes want it recent';

CREATE TABLE invitations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member_id bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    invited_by bigint REFERENCES members,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    opened_at timestamptz,
    used_at timestamptz,
    withdrawn_at timestamptz,
    CONSTRAINT invitations_token_hash_unique UNIQUE (token_hash),
    CONSTRAINT invitations_expire_later CHECK (expires_at > created_at),
    CONSTRAINT invitations_end_once CHECK (used_at IS NULL OR withdrawn_at IS NULL)
);
CREATE UNIQUE INDEX invitations_one_open_per_member ON invitations (member_id) WHERE used_at IS NULL AND withdrawn_at IS NULL;

CREATE TABLE password_resets (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member_id bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    CONSTRAINT password_resets_token_hash_unique UNIQUE (token_hash),
    CONSTRAINT password_resets_expire_later CHECK (expires_at > created_at)
);
CREATE INDEX password_resets_by_member ON password_resets (member_id, created_at);

-- An address that a member wants to be written to. It counts once the link that is mailed to it
-- was opened.
CREATE TABLE address_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    member_id bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    place text NOT NULL,
    address citext NOT NULL,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    withdrawn_at timestamptz,
    CONSTRAINT address_changes_token_hash_unique UNIQUE (token_hash),
    CONSTRAINT address_changes_place_known CHECK (place IN ('first', 'second')),
    CONSTRAINT address_changes_address_shape CHECK (length(address::text) BETWEEN 3 AND 254 AND address::text ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT address_changes_expire_later CHECK (expires_at > created_at),
    CONSTRAINT address_changes_end_once CHECK (used_at IS NULL OR withdrawn_at IS NULL)
);
CREATE UNIQUE INDEX address_changes_one_open_per_place ON address_changes (member_id, place) WHERE used_at IS NULL AND withdrawn_at IS NULL;

-- Browsers in which a member has signed in: their failures are counted apart, so that a stranger
-- who guesses keeps nobody out.
CREATE TABLE known_devices (
    member_id bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    token_hash bytea NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (member_id, token_hash)
);

-- One row a key (an address, a member, a form): when the next call is free again, as in the
-- generic cell rate algorithm. In the database, so that all instances share it.
CREATE TABLE rate_limits (
    key text PRIMARY KEY,
    free_at timestamptz NOT NULL
);
CREATE INDEX rate_limits_by_free_at ON rate_limits (free_at);

-- Kept by the hash of the address that was typed, whether a member has it or not: were it kept by
-- member, the delay would tell who is one. Known devices and those who are signed in already have
-- counters of their own.
CREATE TABLE sign_in_failures (
    counter bytea PRIMARY KEY,
    failures integer NOT NULL,
    last_at timestamptz NOT NULL,
    CONSTRAINT sign_in_failures_positive CHECK (failures > 0)
);

CREATE TABLE audit_entries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id bigint,
    action text NOT NULL,
    subject text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    address inet,
    CONSTRAINT audit_entries_actor_kind_known CHECK (actor_kind IN ('member', 'host', 'command', 'clock', 'nobody'))
);
CREATE INDEX audit_entries_by_subject ON audit_entries (subject, id);
CREATE INDEX audit_entries_by_actor ON audit_entries (actor_kind, actor_id, id);
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_keep_all BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
