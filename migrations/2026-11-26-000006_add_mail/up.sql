CREATE TABLE mail_streams (
    key text PRIMARY KEY,
    next_seq integer NOT NULL DEFAULT 1,
    root_message_id text NOT NULL,
    subject text NOT NULL,
    CONSTRAINT mail_streams_next_seq_positive CHECK (next_seq > 0)
);
COMMENT ON TABLE mail_streams IS 'one thread of mails to one person, such as those about one migration';

CREATE TABLE outbox_mails (
    id uuid PRIMARY KEY,
    dedup_key text NOT NULL,
    message_id text NOT NULL,
    stream_key text NOT NULL REFERENCES mail_streams,
    stream_seq integer NOT NULL,
    kind text NOT NULL,
    member_id bigint REFERENCES members,
    migration_id bigint REFERENCES migrations,
    issue_id bigint REFERENCES issues,
    status_post_id bigint REFERENCES status_posts,
    to_address text NOT NULL,
    subject text NOT NULL,
    headline text NOT NULL,
    body_text text NOT NULL,
    body_html text NOT NULL,
    raw bytea NOT NULL,
    sha256 bytea NOT NULL,
    state text NOT NULL DEFAULT 'queued',
    state_note text NOT NULL DEFAULT '',
    priority smallint NOT NULL DEFAULT 5,
    not_before timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    max_attempts integer NOT NULL DEFAULT 100,
    in_doubt integer NOT NULL DEFAULT 0,
    lease_token uuid,
    lease_until timestamptz,
    last_reply text,
    last_tried_at timestamptz,
    created_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT outbox_mails_dedup_key_unique UNIQUE (dedup_key),
    CONSTRAINT outbox_mails_message_id_unique UNIQUE (message_id),
    CONSTRAINT outbox_mails_stream_order UNIQUE (stream_key, stream_seq),
    CONSTRAINT outbox_mails_state_known CHECK (state IN ('queued', 'leased', 'sending', 'sent', 'superseded', 'expired', 'cancelled', 'dead')),
    CONSTRAINT outbox_mails_lease_when_taken CHECK ((state IN ('leased', 'sending')) = (lease_token IS NOT NULL AND lease_until IS NOT NULL)),
    CONSTRAINT outbox_mails_sent_when_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CONSTRAINT outbox_mails_sha256_fits CHECK (sha256 = sha256(raw))
);
CREATE INDEX outbox_mails_due ON outbox_mails (priority, not_before, id) WHERE state = 'queued';
CREATE INDEX outbox_mails_taken ON outbox_mails (lease_until) WHERE state IN ('leased', 'sending');
CREATE INDEX outbox_mails_unfinished_by_stream ON outbox_mails (stream_key, stream_seq) WHERE state IN ('queued', 'leased', 'sending');
CREATE INDEX outbox_mails_by_creation ON outbox_mails (created_at DESC, id DESC);
CREATE INDEX outbox_mails_by_member ON outbox_mails (member_id, created_at DESC);
CREATE INDEX outbox_mails_by_migration ON outbox_mails (migration_id, created_at);
CREATE INDEX outbox_mails_by_issue ON outbox_mails (issue_id, created_at);
CREATE INDEX outbox_mails_dead ON outbox_mails (created_at DESC) WHERE state = 'dead';
CREATE INDEX outbox_mails_sent ON outbox_mails (sent_at) WHERE state = 'sent';
CREATE INDEX outbox_mails_dropped ON outbox_mails (created_at) WHERE state IN ('superseded', 'expired', 'cancelled');

-- Whatever is sent twice must be the same twice.
CREATE FUNCTION refuse_rewritten_mail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a mail is not rewritten once it is owed'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'outbox_mails_raw_kept', TABLE = 'outbox_mails';
END $$;
CREATE TRIGGER outbox_mails_raw_kept BEFORE UPDATE OF raw, sha256, message_id, to_address ON outbox_mails FOR EACH ROW
    WHEN (OLD.raw <> NEW.raw OR OLD.sha256 <> NEW.sha256 OR OLD.message_id <> NEW.message_id OR OLD.to_address <> NEW.to_address)
    EXECUTE FUNCTION refuse_rewritten_mail();

CREATE TABLE mail_preferences (
    member_id bigint NOT NULL REFERENCES members ON DELETE CASCADE,
    kind text NOT NULL,
    is_wanted boolean NOT NULL,
    PRIMARY KEY (member_id, kind),
    CONSTRAINT mail_preferences_kind_known CHECK (kind IN ('status_update'))
);

-- Kept as it is, not hashed: the same link stands in every mail, and all it can do is end news.
CREATE TABLE unsubscribe_tokens (
    member_id bigint PRIMARY KEY REFERENCES members ON DELETE CASCADE,
    token text NOT NULL,
    CONSTRAINT unsubscribe_tokens_token_unique UNIQUE (token)
);

CREATE TABLE mail_suppressions (
    address citext PRIMARY KEY,
    reason text NOT NULL,
    at timestamptz NOT NULL
);
COMMENT ON COLUMN outbox_mails.headline IS 'what this mail says in one line; the subject is that of the whole thread';
