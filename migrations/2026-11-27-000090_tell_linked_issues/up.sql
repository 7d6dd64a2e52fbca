-- What is written down of a migration because of an issue is for those who may read the issue.
ALTER TABLE migration_events
    ADD COLUMN issue_id bigint CONSTRAINT migration_events_issue_id_fkey REFERENCES issues;
COMMENT ON COLUMN migration_events.issue_id IS 'the issue that the entry is about: nobody else than its readers is told';
