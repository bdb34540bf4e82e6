-- Accounts: addresses and names are sealed; an address is found by its blind index, in a table of its own so that each table has one shard key.
CREATE TABLE service_keys (
    purpose text COLLATE "C" NOT NULL PRIMARY KEY,
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE accounts (
    id uuid NOT NULL PRIMARY KEY,
    role text COLLATE "C" NOT NULL CONSTRAINT accounts_role CHECK (role IN ('patient', 'therapist')),
    address bytea NOT NULL,
    display_name bytea NOT NULL,
    password_hash text COLLATE "C" NOT NULL,
    time_zone text COLLATE "C" NOT NULL,
    locale text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

CREATE TABLE addresses (
    address_index bytea NOT NULL PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id)
);

-- Apart from the accounts: destroying this row is what erases a person.
CREATE TABLE data_keys (
    account_id uuid NOT NULL PRIMARY KEY REFERENCES accounts (id),
    wrapped bytea NOT NULL,
    created_at timestamptz NOT NULL
);

-- A device is one family of refresh tokens. The name is absent where the client gave none; ended_at while it is signed in.
CREATE TABLE devices (
    account_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    name bytea,
    generation bigint NOT NULL,
    secret_index bytea NOT NULL,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    idle_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (account_id, id)
);

-- Somebody asked for an account and has not confirmed the address yet.
CREATE TABLE registrations (
    address_index bytea NOT NULL,
    id uuid NOT NULL,
    application bytea NOT NULL,
    code_index bytea NOT NULL,
    attempts bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (address_index, id)
);

-- used_at is absent until the invitation has made an account.
CREATE TABLE therapist_invitations (
    code_index bytea NOT NULL PRIMARY KEY,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE TABLE password_resets (
    account_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    code_index bytea NOT NULL,
    attempts bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);

-- Mail that waits to be sent; a row goes when its mail has gone.
CREATE TABLE mails (
    id uuid NOT NULL PRIMARY KEY,
    letter bytea NOT NULL,
    attempts bigint NOT NULL,
    due_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX mails_by_due ON mails (due_at);
