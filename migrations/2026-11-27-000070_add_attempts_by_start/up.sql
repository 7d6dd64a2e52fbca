-- The picture of a day shows whose copies went over the link then.
CREATE INDEX attempts_by_start ON attempts (started_at);
