-- Accounts: addresses and names are sealed; an address is found by its blind index, in a table of its own so that each table has one shard key.
CREATE TABLE service_keys (
    purpose TEXT NOT NULL PRIMARY KEY,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE accounts (
    id BLOB NOT NULL PRIMARY KEY,
    role TEXT NOT NULL CONSTRAINT accounts_role CHECK (role IN ('patient', 'therapist')),
    address BLOB NOT NULL,
    display_name BLOB NOT NULL,
    password_hash TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    locale TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE addresses (
    address_index BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES accounts (id)
) STRICT;

-- Apart from the accounts: destroying this row is what erases a person.
CREATE TABLE data_keys (
    account_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- A device is one family of refresh tokens. The name is absent where the client gave none; ended_at while it is signed in.
CREATE TABLE devices (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    name BLOB,
    generation INTEGER NOT NULL,
    secret_index BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    idle_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (account_id, id)
) STRICT;

-- Somebody asked for an account and has not confirmed the address yet.
CREATE TABLE registrations (
    address_index BLOB NOT NULL,
    id BLOB NOT NULL,
    application BLOB NOT NULL,
    code_index BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (address_index, id)
) STRICT;

-- used_at is absent until the invitation has made an account.
CREATE TABLE therapist_invitations (
    code_index BLOB NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE TABLE password_resets (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    code_index BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, id)
) STRICT;

-- Mail that waits to be sent; a row goes when its mail has gone.
CREATE TABLE mails (
    id BLOB NOT NULL PRIMARY KEY,
    letter BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mails_by_due ON mails (due_at);
