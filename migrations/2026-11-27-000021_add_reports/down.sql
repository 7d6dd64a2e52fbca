DROP TABLE reports;
DROP TABLE transfer_minutes;
DROP TABLE transfer_samples;
DROP TABLE transfers;
DROP TABLE attempt_sides;
