-- A move that is closed before its window is over leaves the rest of it to the next.
ALTER TABLE migrations DROP CONSTRAINT migrations_windows_apart;
ALTER TABLE migrations ADD CONSTRAINT migrations_windows_apart
    EXCLUDE USING gist (domu_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&) WHERE (state NOT IN ('closed', 'cancelled'));
