ALTER TABLE devices DROP COLUMN answered_at;
ALTER TABLE devices DROP COLUMN rotated_at;
ALTER TABLE devices DROP COLUMN fresh_at;
DROP TABLE guesses;
DROP TABLE ceremonies;
DROP TABLE passkeys;
DROP TABLE recovery_codes;
DROP TABLE authenticators;
