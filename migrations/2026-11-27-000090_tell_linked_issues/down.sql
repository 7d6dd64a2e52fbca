ALTER TABLE migration_events DROP COLUMN issue_id;
