DROP TABLE attempt_diaries;
DROP TABLE migration_links;
DROP TABLE thanks;
