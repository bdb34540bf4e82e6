-- Entries with their newest wording; older wordings are in entry_revisions. The words are absent once an entry is deleted:
-- the row stays as a tombstone. Absent otherwise: no session, no prompt, nothing it adds to.
CREATE TABLE entries (
    patient_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    kind text COLLATE "C" NOT NULL CONSTRAINT entries_kind CHECK (kind IN ('free', 'response', 'fragment', 'addendum')),
    revision bigint NOT NULL,
    words bytea,
    authored_at timestamptz NOT NULL,
    authored_time_zone text COLLATE "C" NOT NULL,
    received_at timestamptz NOT NULL,
    revised_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    dosing_session_id uuid,
    prompt_mark bytea,
    addends uuid,
    created_mark bytea NOT NULL,
    change_no bigint NOT NULL,
    deleted boolean NOT NULL,
    PRIMARY KEY (patient_id, id),
    FOREIGN KEY (patient_id, dosing_session_id) REFERENCES dosing_sessions (patient_id, id),
    FOREIGN KEY (patient_id, addends) REFERENCES entries (patient_id, id)
);
CREATE INDEX entries_by_authored ON entries (patient_id, authored_at, id);
CREATE INDEX entries_by_session ON entries (patient_id, dosing_session_id, authored_at, id);
CREATE INDEX entries_by_change ON entries (patient_id, change_no);

CREATE TABLE entry_revisions (
    patient_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision bigint NOT NULL,
    words bytea NOT NULL,
    authored_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    conflict boolean NOT NULL,
    PRIMARY KEY (patient_id, entry_id, revision),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id)
);
