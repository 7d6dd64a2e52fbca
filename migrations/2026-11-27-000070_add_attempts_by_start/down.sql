DROP INDEX attempts_by_start;
