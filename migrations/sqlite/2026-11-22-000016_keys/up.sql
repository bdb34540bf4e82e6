-- What waits before there is an account is sealed under a key of the master key's own, which is gone when that master key is. What was
-- sealed before that goes now: a code lives ten minutes, and can be asked for again.
DELETE FROM registrations;
DELETE FROM mails;
DELETE FROM service_keys WHERE purpose = 'doorstep';

-- Runs that give every account a new data key: accounts whose keys are older than started_at are still to come. finished_at is absent
-- until all have been.
CREATE TABLE rekeyings (
    started_at INTEGER NOT NULL PRIMARY KEY,
    finished_at INTEGER
) STRICT;

-- Who asked in the quiet time to be erased, and has not said so again after it (AZ-10).
CREATE TABLE erasure_requests (
    account_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
    asked_at INTEGER NOT NULL
) STRICT;

-- Who was erased, by a fingerprint of the account's id, so that what is restored from a backup can be erased again (RE-10).
CREATE TABLE erasures (
    account_mark BLOB NOT NULL PRIMARY KEY,
    erased_at INTEGER NOT NULL
) STRICT;

-- A therapist's side of a link says by itself who ended it, and so outlasts the patient's rows. Absent while the link stands.
ALTER TABLE caseload ADD COLUMN ended_by TEXT;
UPDATE caseload SET ended_by = (SELECT l.ended_by FROM care_links l WHERE l.patient_id = caseload.patient_id AND l.id = caseload.link_id);
