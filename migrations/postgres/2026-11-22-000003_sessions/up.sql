-- The anchors of timelines. Absent instants: not planned, not begun, not ended, or not known.
CREATE TABLE dosing_sessions (
    patient_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    status text COLLATE "C" NOT NULL CONSTRAINT dosing_sessions_status CHECK (status IN ('planned', 'happened', 'postponed', 'cancelled')),
    planned_at timestamptz,
    started_at timestamptz,
    ended_at timestamptz,
    approximate boolean NOT NULL,
    time_zone text COLLATE "C" NOT NULL,
    words bytea NOT NULL,
    created_mark bytea NOT NULL,
    version bigint NOT NULL,
    change_no bigint NOT NULL,
    deleted boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (patient_id, id)
);
CREATE INDEX dosing_sessions_by_change ON dosing_sessions (patient_id, change_no);
