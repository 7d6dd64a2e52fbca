DROP TABLE trial_copies;
DROP TABLE preflight_ticks;
DROP TABLE preflight_pastes;
DROP TABLE preflights;
ALTER TABLE hosts DROP COLUMN interconnect_address6, DROP COLUMN limits, DROP COLUMN limits_changed_at;
