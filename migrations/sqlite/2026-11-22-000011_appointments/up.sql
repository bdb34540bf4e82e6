-- Appointments with the therapist (R08, R81); at is when one begins, or when it was noted. All else is sealed, and absent once deleted.
CREATE TABLE appointments (
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
CREATE INDEX appointments_by_at ON appointments (patient_id, at, id);
CREATE INDEX appointments_by_change ON appointments (patient_id, change_no);

-- Self-noted evaluations (R12); everything but the day is sealed, and absent once deleted.
CREATE TABLE evaluations (
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
CREATE INDEX evaluations_by_at ON evaluations (patient_id, at, id);
CREATE INDEX evaluations_by_change ON evaluations (patient_id, change_no);

-- The secret address of a patient's calendar, by its fingerprint alone. read_at is absent until somebody read it.
CREATE TABLE timeline_calendars (
    patient_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
    secret_index BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE UNIQUE INDEX timeline_calendars_by_secret ON timeline_calendars (secret_index);
