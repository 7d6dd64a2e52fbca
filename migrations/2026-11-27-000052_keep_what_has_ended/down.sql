DROP TRIGGER preflight_ticks_keep_all ON preflight_ticks;
DROP TRIGGER preflight_pastes_keep_all ON preflight_pastes;
DROP TRIGGER steps_keep_all ON steps;
DROP TRIGGER steps_stay ON steps;
DROP TRIGGER steps_kept_once_ended ON steps;
DROP TRIGGER attempts_keep_all ON attempts;
DROP TRIGGER attempts_stay ON attempts;
DROP TRIGGER attempts_kept_once_ended ON attempts;
