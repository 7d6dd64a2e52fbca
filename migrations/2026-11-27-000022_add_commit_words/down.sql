ALTER TABLE attempts DROP COLUMN commit_word;
