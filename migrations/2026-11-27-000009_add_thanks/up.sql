CREATE TABLE thanks (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    migration_id bigint NOT NULL REFERENCES migrations,
    member_id bigint NOT NULL REFERENCES members,
    words text NOT NULL DEFAULT '',
    at timestamptz NOT NULL,
    CONSTRAINT thanks_once UNIQUE (migration_id, member_id),
    CONSTRAINT thanks_words_length CHECK (length(words) <= 500)
);
CREATE INDEX thanks_by_time ON thanks (at DESC, id DESC);

CREATE TABLE migration_links (
    token_hash bytea PRIMARY KEY,
    migration_id bigint NOT NULL REFERENCES migrations,
    member_id bigint NOT NULL REFERENCES members,
    created_at timestamptz NOT NULL,
    CONSTRAINT migration_links_token_hash_length CHECK (length(token_hash) = 32)
);
CREATE INDEX migration_links_by_migration ON migration_links (migration_id);
COMMENT ON TABLE migration_links IS 'what a mail carries so that its reader can say "all fine" without signing in';

CREATE TABLE attempt_diaries (
    attempt_id bigint PRIMARY KEY REFERENCES attempts,
    status_update_id bigint NOT NULL REFERENCES status_updates,
    CONSTRAINT attempt_diaries_update_unique UNIQUE (status_update_id)
);
