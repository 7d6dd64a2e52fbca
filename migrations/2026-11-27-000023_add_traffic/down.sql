DROP TABLE traffic_buckets;
DROP TABLE traffic_counters;
DROP TABLE traffic_reporters;
