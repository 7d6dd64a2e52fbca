ALTER TABLE hosts DROP COLUMN agent_token_hash;

CREATE TABLE host_tokens (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    host_id bigint NOT NULL REFERENCES hosts,
    token_hash bytea NOT NULL,
    ends_in text NOT NULL,
    made_by bigint REFERENCES members,
    made_at timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT host_tokens_token_hash_unique UNIQUE (token_hash),
    CONSTRAINT host_tokens_token_hash_length CHECK (octet_length(token_hash) = 32),
    CONSTRAINT host_tokens_ends_in_length CHECK (length(ends_in) = 4),
    CONSTRAINT host_tokens_revoked_later CHECK (revoked_at >= made_at)
);
COMMENT ON TABLE host_tokens IS 'what a dom0 reports with; a second one is made before the first is revoked, so that none is missed';
COMMENT ON COLUMN host_tokens.ends_in IS 'its last characters, so that people can tell two apart';
CREATE INDEX host_tokens_by_host ON host_tokens (host_id, id DESC);
