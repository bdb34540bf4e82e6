-- The anchors of timelines. Absent instants: not planned, not begun, not ended, or not known.
CREATE TABLE dosing_sessions (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    status TEXT NOT NULL CONSTRAINT dosing_sessions_status CHECK (status IN ('planned', 'happened', 'postponed', 'cancelled')),
    planned_at INTEGER,
    started_at INTEGER,
    ended_at INTEGER,
    approximate INTEGER NOT NULL,
    time_zone TEXT NOT NULL,
    words BLOB NOT NULL,
    created_mark BLOB NOT NULL,
    version INTEGER NOT NULL,
    change_no INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;
CREATE INDEX dosing_sessions_by_change ON dosing_sessions (patient_id, change_no);
