DELETE FROM clock_decisions WHERE what = 'word_late';
ALTER TABLE clock_decisions
    DROP CONSTRAINT clock_decisions_what_known,
    ADD CONSTRAINT clock_decisions_what_known CHECK (what IN ('assign_default', 'undecided', 'remind', 'nobody_assigned', 'overdue', 'grace_ending', 'close', 'keep_longer'));
