-- Whom a patient named as support (R38); everything but the instant is sealed, and absent once it is deleted.
CREATE TABLE support_people (
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
CREATE INDEX support_people_by_at ON support_people (patient_id, at, id);
CREATE INDEX support_people_by_change ON support_people (patient_id, change_no);

-- A patient's own soothing list (R34).
CREATE TABLE soothing (
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
CREATE INDEX soothing_by_at ON soothing (patient_id, at, id);
CREATE INDEX soothing_by_change ON soothing (patient_id, change_no);

-- A patient's own items to bring, and her marks on usual ones (R47).
CREATE TABLE checklist_items (
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
CREATE INDEX checklist_items_by_at ON checklist_items (patient_id, at, id);
CREATE INDEX checklist_items_by_change ON checklist_items (patient_id, change_no);
