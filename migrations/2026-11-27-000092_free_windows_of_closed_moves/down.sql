ALTER TABLE migrations DROP CONSTRAINT migrations_windows_apart;
ALTER TABLE migrations ADD CONSTRAINT migrations_windows_apart
    EXCLUDE USING gist (domu_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (state <> 'cancelled');
