-- What is kept in preparation (R25 to R41): intentions, goals apart from them, fears, and agreements with their versions. Everything
-- but the instant is sealed, and absent once the record is deleted.
CREATE TABLE intentions (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    words BLOB,
    revision INTEGER NOT NULL,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;
CREATE INDEX intentions_by_at ON intentions (patient_id, at, id);
CREATE INDEX intentions_by_change ON intentions (patient_id, change_no);

CREATE TABLE goals (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    words BLOB,
    revision INTEGER NOT NULL,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;
CREATE INDEX goals_by_at ON goals (patient_id, at, id);
CREATE INDEX goals_by_change ON goals (patient_id, change_no);

CREATE TABLE fears (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    words BLOB,
    revision INTEGER NOT NULL,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;
CREATE INDEX fears_by_at ON fears (patient_id, at, id);
CREATE INDEX fears_by_change ON fears (patient_id, change_no);

CREATE TABLE agreements (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    words BLOB,
    revision INTEGER NOT NULL,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;
CREATE INDEX agreements_by_at ON agreements (patient_id, at, id);
CREATE INDEX agreements_by_change ON agreements (patient_id, change_no);
