-- Prompts that a patient does not want to be offered, or (not hidden) wants to be offered again.
CREATE TABLE hidden_prompts (
    patient_id uuid NOT NULL REFERENCES accounts (id),
    prompt_id uuid NOT NULL,
    hidden boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    change_no bigint NOT NULL,
    PRIMARY KEY (patient_id, prompt_id)
);

-- Practices of grounding exercises; the words are absent once a practice is deleted.
CREATE TABLE practices (
    patient_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    exercise_id uuid NOT NULL,
    at timestamptz NOT NULL,
    words bytea,
    created_mark bytea NOT NULL,
    change_no bigint NOT NULL,
    deleted boolean NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (patient_id, id)
);
CREATE INDEX practices_by_at ON practices (patient_id, at, id);
CREATE INDEX practices_by_change ON practices (patient_id, change_no);
