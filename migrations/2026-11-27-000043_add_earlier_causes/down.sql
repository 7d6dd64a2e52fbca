ALTER TABLE attempts DROP COLUMN earlier_cause_code, DROP COLUMN earlier_cause;
