-- Second factors, passkeys, recent proof of who is there, and the waits that slow guessing (ID-10 to ID-14).
-- The seed of an authenticator app; confirmed_at is absent until a code of it has come back. last_step is the last step used.
CREATE TABLE authenticators (
    account_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
    seed BLOB NOT NULL,
    last_step INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER
) STRICT;

-- Fingerprints of recovery codes; a row goes when its code is used.
CREATE TABLE recovery_codes (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    code_index BLOB NOT NULL,
    PRIMARY KEY (account_id, code_index)
) STRICT;

-- The credential holds the public key and the counter; the name is absent where none was given.
CREATE TABLE passkeys (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    credential_index BLOB NOT NULL,
    credential BLOB NOT NULL,
    name BLOB,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    PRIMARY KEY (account_id, id)
) STRICT;
CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (account_id, credential_index);

-- A challenge that waits for its answer, once; account and device are absent where nobody has signed in yet.
CREATE TABLE ceremonies (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id BLOB,
    device_id BLOB,
    state BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ceremonies_by_expiry ON ceremonies (expires_at);

-- What is being guessed at, by its fingerprint, and when the next try is taken.
CREATE TABLE guesses (
    guessed_index BLOB NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX guesses_by_update ON guesses (updated_at);

-- fresh_at: when the person last proved who they are on this device. rotated_at: when the newest refresh token was given;
-- answered_at: when the access token that came with it was first used.
ALTER TABLE devices ADD COLUMN fresh_at INTEGER;
ALTER TABLE devices ADD COLUMN rotated_at INTEGER;
ALTER TABLE devices ADD COLUMN answered_at INTEGER;
