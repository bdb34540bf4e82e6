-- The last number of each patient's change sequence; updating the row orders concurrent changes by their commits.
CREATE TABLE patient_changes (
    patient_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
    last INTEGER NOT NULL
) STRICT;

-- The head of each account's log; updating the row keeps the chain single.
CREATE TABLE ledger_heads (
    account_id BLOB NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

-- Append-only. Absent ids: the event concerns no such thing.
CREATE TABLE access_log (
    account_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BLOB,
    action TEXT NOT NULL,
    outcome TEXT NOT NULL CONSTRAINT access_log_outcome CHECK (outcome IN ('done', 'refused')),
    link_id BLOB,
    consent_id BLOB,
    entry_id BLOB,
    revision INTEGER,
    request_id BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (account_id, number)
) STRICT;
CREATE INDEX access_log_by_consent ON access_log (account_id, consent_id);

CREATE TRIGGER access_log_keeps_every_row BEFORE DELETE ON access_log
BEGIN
    SELECT RAISE(ABORT, 'access_log is append-only');
END;
CREATE TRIGGER access_log_keeps_every_word BEFORE UPDATE ON access_log
BEGIN
    SELECT RAISE(ABORT, 'access_log is append-only');
END;
