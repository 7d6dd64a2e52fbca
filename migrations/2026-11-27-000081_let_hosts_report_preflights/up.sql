-- A dom0 may add to a preflight of its own what a person may: outputs, and items that a program can look at.
ALTER TABLE preflight_pastes ADD COLUMN host_id bigint REFERENCES hosts;
ALTER TABLE preflight_ticks ADD COLUMN host_id bigint REFERENCES hosts;
COMMENT ON COLUMN preflight_pastes.host_id IS 'the dom0 that reported it, if nobody pasted it';
COMMENT ON COLUMN preflight_ticks.host_id IS 'the dom0 that looked, if no person did';
