DROP TABLE clock_decisions;
DROP TABLE migration_choices;
ALTER TABLE members DROP COLUMN move_wishes;
