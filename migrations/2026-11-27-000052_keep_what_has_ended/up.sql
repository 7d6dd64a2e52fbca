-- What was said when an attempt or a step ended stays as it was said. Only of one that was lost is
-- written later, once, when it was found to be up.
CREATE TRIGGER attempts_kept_once_ended BEFORE UPDATE ON attempts FOR EACH ROW
    WHEN (OLD.result IS NOT NULL AND (
        to_jsonb(OLD) - 'up_at' IS DISTINCT FROM to_jsonb(NEW) - 'up_at'
        OR (OLD.up_at IS DISTINCT FROM NEW.up_at AND (OLD.up_at IS NOT NULL OR OLD.result <> 'unclear'))))
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_stay BEFORE DELETE ON attempts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attempts_keep_all BEFORE TRUNCATE ON attempts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER steps_kept_once_ended BEFORE UPDATE ON steps FOR EACH ROW
    WHEN (OLD.state <> 'doing')
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER steps_stay BEFORE DELETE ON steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER steps_keep_all BEFORE TRUNCATE ON steps FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER preflight_pastes_keep_all BEFORE TRUNCATE ON preflight_pastes FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER preflight_ticks_keep_all BEFORE TRUNCATE ON preflight_ticks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
