-- Entries with their newest wording; older wordings are in entry_revisions. The words are absent once an entry is deleted:
-- the row stays as a tombstone. Absent otherwise: no session, no prompt, nothing it adds to.
CREATE TABLE entries (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    kind TEXT NOT NULL CONSTRAINT entries_kind CHECK (kind IN ('free', 'response', 'fragment', 'addendum')),
    revision INTEGER NOT NULL,
    words BLOB,
    authored_at INTEGER NOT NULL,
    authored_time_zone TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    revised_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    dosing_session_id BLOB,
    prompt_mark BLOB,
    addends BLOB,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id),
    FOREIGN KEY (patient_id, dosing_session_id) REFERENCES dosing_sessions (patient_id, id),
    FOREIGN KEY (patient_id, addends) REFERENCES entries (patient_id, id)
) STRICT;
CREATE INDEX entries_by_authored ON entries (patient_id, authored_at, id);
CREATE INDEX entries_by_session ON entries (patient_id, dosing_session_id, authored_at, id);
CREATE INDEX entries_by_change ON entries (patient_id, change_no);

CREATE TABLE entry_revisions (
    patient_id BLOB NOT NULL,
    entry_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    words BLOB NOT NULL,
    authored_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    conflict INTEGER NOT NULL,
    PRIMARY KEY (patient_id, entry_id, revision),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id)
) STRICT;
