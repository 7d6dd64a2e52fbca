-- Beside a planned time stands how far its zone was from UTC when it was chosen, so that a change of the
-- rules by which clocks are set can be seen: the instant stays, the local time that was meant does not.
ALTER TABLE migrations ADD COLUMN zone_offset_seconds integer, ADD COLUMN clock_shifted_at timestamptz;
ALTER TABLE status_posts ADD COLUMN zone_offset_seconds integer, ADD COLUMN clock_shifted_at timestamptz;
COMMENT ON COLUMN migrations.zone_offset_seconds IS 'of its zone at starts_at, when that was chosen';
COMMENT ON COLUMN status_posts.zone_offset_seconds IS 'of its zone at starts_at, when that was chosen';
COMMENT ON COLUMN migrations.clock_shifted_at IS 'when it was found that its zone has another offset at starts_at by now';
COMMENT ON COLUMN status_posts.clock_shifted_at IS 'when it was found that its zone has another offset at starts_at by now';
CREATE INDEX migrations_clock_shifted ON migrations (clock_shifted_at, id) WHERE clock_shifted_at IS NOT NULL;
CREATE INDEX status_posts_clock_shifted ON status_posts (clock_shifted_at, id) WHERE clock_shifted_at IS NOT NULL;

-- Another time was chosen by the rules of then.
CREATE FUNCTION forget_shift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.clock_shifted_at := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER migrations_forget_shift BEFORE UPDATE OF starts_at, zone ON migrations FOR EACH ROW
    WHEN (OLD.clock_shifted_at IS NOT NULL AND (OLD.starts_at, OLD.zone) IS DISTINCT FROM (NEW.starts_at, NEW.zone))
    EXECUTE FUNCTION forget_shift();
CREATE TRIGGER status_posts_forget_shift BEFORE UPDATE OF starts_at, zone ON status_posts FOR EACH ROW
    WHEN (OLD.clock_shifted_at IS NOT NULL AND (OLD.starts_at, OLD.zone) IS DISTINCT FROM (NEW.starts_at, NEW.zone))
    EXECUTE FUNCTION forget_shift();
