-- What is kept of a quiet time that had begun when its session was edited away (N1). Sealed: a deleted session leaves no instant.
CREATE TABLE kept_quiet (
    patient_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
    stretch BLOB NOT NULL
) STRICT;
