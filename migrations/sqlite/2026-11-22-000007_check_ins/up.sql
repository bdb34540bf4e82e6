-- Check-ins in words (N20); everything but the instant is sealed, and absent once a check-in is deleted.
CREATE TABLE check_ins (
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
CREATE INDEX check_ins_by_at ON check_ins (patient_id, at, id);
CREATE INDEX check_ins_by_change ON check_ins (patient_id, change_no);
