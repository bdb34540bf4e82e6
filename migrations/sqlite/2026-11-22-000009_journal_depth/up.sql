-- Until when an entry is put away (N9), sealed and always of one length, so that neither whether nor how long can be told. Absent
-- on entries from before, which are not put away, and once an entry is deleted.
ALTER TABLE entries ADD COLUMN put_away BLOB;
CREATE INDEX entries_by_addends ON entries (patient_id, addends, authored_at, id);

-- Small steps that a patient chose (R72, R83); everything but the instant is sealed, and absent once a step is deleted.
CREATE TABLE steps (
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
CREATE INDEX steps_by_at ON steps (patient_id, at, id);
CREATE INDEX steps_by_change ON steps (patient_id, change_no);

-- Prompts that a patient wrote for herself (N5); the same shape.
CREATE TABLE own_prompts (
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
CREATE INDEX own_prompts_by_at ON own_prompts (patient_id, at, id);
CREATE INDEX own_prompts_by_change ON own_prompts (patient_id, change_no);
