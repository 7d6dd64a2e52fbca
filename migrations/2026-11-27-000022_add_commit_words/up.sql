ALTER TABLE attempts ADD COLUMN commit_word text;
COMMENT ON COLUMN attempts.commit_word IS 'handed to the dom0 of the target after commit, and never before: without it nothing boots there';
