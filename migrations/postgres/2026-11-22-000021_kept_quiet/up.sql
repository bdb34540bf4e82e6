-- What is kept of a quiet time that had begun when its session was edited away (N1). Sealed: a deleted session leaves no instant.
CREATE TABLE kept_quiet (
    patient_id uuid PRIMARY KEY REFERENCES accounts (id),
    stretch bytea NOT NULL
);
