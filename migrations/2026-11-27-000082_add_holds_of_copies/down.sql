ALTER TABLE steps DROP COLUMN said_at;
ALTER TABLE attempt_sides DROP COLUMN obeyed_at, DROP COLUMN obeyed;
ALTER TABLE attempts DROP COLUMN copy_held_at;
