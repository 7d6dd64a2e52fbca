ALTER TABLE attempts DROP COLUMN promised_seconds;
