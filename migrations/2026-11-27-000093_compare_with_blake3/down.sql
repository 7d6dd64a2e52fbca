ALTER TABLE transfers RENAME CONSTRAINT transfers_blake3_length TO transfers_sha256_length;
ALTER TABLE transfers RENAME COLUMN blake3 TO sha256;
