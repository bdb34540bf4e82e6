-- Appointments with the therapist (R08, R81); at is when one begins, or when it was noted. All else is sealed, and absent once deleted.
CREATE TABLE appointments (
    patient_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    words bytea,
    revision bigint NOT NULL,
    created_mark bytea NOT NULL,
    change_no bigint NOT NULL,
    deleted boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (patient_id, id)
);
CREATE INDEX appointments_by_at ON appointments (patient_id, at, id);
CREATE INDEX appointments_by_change ON appointments (patient_id, change_no);

-- Self-noted evaluations (R12); everything but the day is sealed, and absent once deleted.
CREATE TABLE evaluations (
    patient_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    words bytea,
    revision bigint NOT NULL,
    created_mark bytea NOT NULL,
    change_no bigint NOT NULL,
    deleted boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (patient_id, id)
);
CREATE INDEX evaluations_by_at ON evaluations (patient_id, at, id);
CREATE INDEX evaluations_by_change ON evaluations (patient_id, change_no);

-- The secret address of a patient's calendar, by its fingerprint alone. read_at is absent until somebody read it.
CREATE TABLE timeline_calendars (
    patient_id uuid NOT NULL PRIMARY KEY REFERENCES accounts (id),
    secret_index bytea NOT NULL,
    created_at timestamptz NOT NULL,
    read_at timestamptz
);
CREATE UNIQUE INDEX timeline_calendars_by_secret ON timeline_calendars (secret_index);
