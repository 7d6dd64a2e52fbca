CREATE TABLE status_posts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    title text NOT NULL,
    severity text NOT NULL DEFAULT 'minor',
    state text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    zone text NOT NULL,
    created_by bigint REFERENCES members,
    created_at timestamptz NOT NULL,
    CONSTRAINT status_posts_kind_known CHECK (kind IN ('outage', 'maintenance', 'news')),
    CONSTRAINT status_posts_title_length CHECK (length(btrim(title)) BETWEEN 1 AND 200),
    CONSTRAINT status_posts_severity_known CHECK (severity IN ('minor', 'major', 'critical')),
    CONSTRAINT status_posts_state_fits_kind CHECK (
        CASE kind
            WHEN 'outage' THEN state IN ('investigating', 'identified', 'watching', 'resolved')
            WHEN 'maintenance' THEN state IN ('planned', 'in_progress', 'verifying', 'completed', 'cancelled')
            ELSE state = 'published'
        END),
    CONSTRAINT status_posts_end_after_start CHECK (ends_at > starts_at),
    CONSTRAINT status_posts_maintenance_has_end CHECK (kind <> 'maintenance' OR ends_at IS NOT NULL)
);
CREATE INDEX status_posts_by_start ON status_posts (starts_at DESC, id DESC);
CREATE INDEX status_posts_open ON status_posts (starts_at, id) WHERE state NOT IN ('resolved', 'completed', 'cancelled', 'published');

CREATE TABLE status_post_sites (
    post_id bigint NOT NULL REFERENCES status_posts ON DELETE CASCADE,
    site_id bigint NOT NULL REFERENCES sites,
    PRIMARY KEY (post_id, site_id)
);
CREATE TABLE status_post_hosts (
    post_id bigint NOT NULL REFERENCES status_posts ON DELETE CASCADE,
    host_id bigint NOT NULL REFERENCES hosts,
    PRIMARY KEY (post_id, host_id)
);
CREATE TABLE status_post_migrations (
    post_id bigint NOT NULL REFERENCES status_posts ON DELETE CASCADE,
    migration_id bigint NOT NULL REFERENCES migrations,
    PRIMARY KEY (post_id, migration_id)
);

CREATE TABLE status_updates (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post_id bigint NOT NULL REFERENCES status_posts ON DELETE CASCADE,
    state text NOT NULL,
    body text NOT NULL,
    written_by bigint REFERENCES members,
    at timestamptz NOT NULL,
    mailed_to integer NOT NULL DEFAULT 0,
    CONSTRAINT status_updates_body_length CHECK (length(btrim(body)) BETWEEN 1 AND 20000),
    CONSTRAINT status_updates_mailed_not_negative CHECK (mailed_to >= 0)
);
CREATE INDEX status_updates_by_post ON status_updates (post_id, id);
