-- A next try has an estimate of its own; what was promised for those before it stays as it was mailed.
ALTER TABLE attempts ADD COLUMN promised_seconds integer;

-- Attempts that have ended are kept as they are, but what they promised was never written down. The
-- estimate of their move is the nearest to it that is known.
ALTER TABLE attempts DISABLE TRIGGER attempts_kept_once_ended;
UPDATE attempts SET promised_seconds = migrations.expected_seconds
FROM migrations WHERE migrations.id = attempts.migration_id;
ALTER TABLE attempts ENABLE TRIGGER attempts_kept_once_ended;

ALTER TABLE attempts
    ALTER COLUMN promised_seconds SET NOT NULL,
    ADD CONSTRAINT attempts_promised_positive CHECK (promised_seconds > 0);
COMMENT ON COLUMN attempts.promised_seconds IS 'how long its members were told that it is down, as they knew it when the attempt began';
