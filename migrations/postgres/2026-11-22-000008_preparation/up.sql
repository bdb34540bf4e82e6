-- What is kept in preparation (R25 to R41): intentions, goals apart from them, fears, and agreements with their versions. Everything
-- but the instant is sealed, and absent once the record is deleted.
CREATE TABLE intentions (
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
CREATE INDEX intentions_by_at ON intentions (patient_id, at, id);
CREATE INDEX intentions_by_change ON intentions (patient_id, change_no);

CREATE TABLE goals (
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
CREATE INDEX goals_by_at ON goals (patient_id, at, id);
CREATE INDEX goals_by_change ON goals (patient_id, change_no);

CREATE TABLE fears (
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
CREATE INDEX fears_by_at ON fears (patient_id, at, id);
CREATE INDEX fears_by_change ON fears (patient_id, change_no);

CREATE TABLE agreements (
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
CREATE INDEX agreements_by_at ON agreements (patient_id, at, id);
CREATE INDEX agreements_by_change ON agreements (patient_id, change_no);
