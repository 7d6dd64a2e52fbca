DROP TRIGGER status_posts_forget_shift ON status_posts;
DROP TRIGGER migrations_forget_shift ON migrations;
DROP FUNCTION forget_shift();
ALTER TABLE status_posts DROP COLUMN zone_offset_seconds, DROP COLUMN clock_shifted_at;
ALTER TABLE migrations DROP COLUMN zone_offset_seconds, DROP COLUMN clock_shifted_at;
