ALTER TABLE attempts ADD COLUMN copy_held_at timestamptz;
COMMENT ON COLUMN attempts.copy_held_at IS 'since when whoever copies is asked to hold on; NULL when it may go on';

ALTER TABLE attempt_sides
    ADD COLUMN obeyed text,
    ADD COLUMN obeyed_at timestamptz,
    ADD CONSTRAINT attempt_sides_obeyed_known CHECK (obeyed IN ('continue', 'pause', 'abort')),
    ADD CONSTRAINT attempt_sides_obeyed_whole CHECK ((obeyed IS NULL) = (obeyed_at IS NULL));
COMMENT ON COLUMN attempt_sides.obeyed IS 'what it was asked for and last said to have done';

ALTER TABLE steps ADD COLUMN said_at timestamptz;
COMMENT ON COLUMN steps.said_at IS 'by the clock of the dom0 that reported its end late; for people, never for order';
