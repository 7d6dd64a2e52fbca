-- SHA-256 holds a fast pipe up where the processor has no instructions for it. Both sides of a copy are
-- compared with each other alone, so the pairs that are here already still tell what they told.
ALTER TABLE transfers RENAME COLUMN sha256 TO blake3;
ALTER TABLE transfers RENAME CONSTRAINT transfers_sha256_length TO transfers_blake3_length;
