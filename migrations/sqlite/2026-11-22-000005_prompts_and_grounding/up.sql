-- Prompts that a patient does not want to be offered, or (not hidden) wants to be offered again.
CREATE TABLE hidden_prompts (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    prompt_id BLOB NOT NULL,
    hidden INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    change_no INTEGER NOT NULL,
    PRIMARY KEY (patient_id, prompt_id)
) STRICT;

-- Practices of grounding exercises; the words are absent once a practice is deleted.
CREATE TABLE practices (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    exercise_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    words BLOB,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;
CREATE INDEX practices_by_at ON practices (patient_id, at, id);
CREATE INDEX practices_by_change ON practices (patient_id, change_no);
