-- Another address that an account asked for and has not confirmed yet: fingerprints of the address and of the code that was mailed
-- there, never the address itself. A row goes when one of its account's codes was right, or when its time is over.
CREATE TABLE address_changes (
    account_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    address_index bytea NOT NULL,
    code_index bytea NOT NULL,
    attempts bigint NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX address_changes_by_address ON address_changes (address_index);
