DROP TABLE service_looks;
DROP TABLE attempt_looks;
DROP TABLE name_looks;
DROP TABLE name_watches;
DROP TABLE domu_names;
