ALTER TABLE preflight_ticks DROP COLUMN host_id;
ALTER TABLE preflight_pastes DROP COLUMN host_id;
