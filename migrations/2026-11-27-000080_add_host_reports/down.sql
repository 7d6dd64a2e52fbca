DROP TABLE host_reports;
