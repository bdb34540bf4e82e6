-- Check-ins in words (N20); everything but the instant is sealed, and absent once a check-in is deleted.
CREATE TABLE check_ins (
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
CREATE INDEX check_ins_by_at ON check_ins (patient_id, at, id);
CREATE INDEX check_ins_by_change ON check_ins (patient_id, change_no);
