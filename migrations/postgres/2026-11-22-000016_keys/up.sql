-- What waits before there is an account is sealed under a key of the master key's own, which is gone when that master key is. What was
-- sealed before that goes now: a code lives ten minutes, and can be asked for again.
DELETE FROM registrations;
DELETE FROM mails;
DELETE FROM service_keys WHERE purpose = 'doorstep';

-- Runs that give every account a new data key: accounts whose keys are older than started_at are still to come. finished_at is absent
-- until all have been.
CREATE TABLE rekeyings (
    started_at timestamptz NOT NULL PRIMARY KEY,
    finished_at timestamptz
);

-- Who asked in the quiet time to be erased, and has not said so again after it (AZ-10).
CREATE TABLE erasure_requests (
    account_id uuid NOT NULL PRIMARY KEY REFERENCES accounts (id),
    asked_at timestamptz NOT NULL
);

-- Who was erased, by a fingerprint of the account's id, so that what is restored from a backup can be erased again (RE-10).
CREATE TABLE erasures (
    account_mark bytea NOT NULL PRIMARY KEY,
    erased_at timestamptz NOT NULL
);

-- A therapist's side of a link says by itself who ended it, and so outlasts the patient's rows. Absent while the link stands.
ALTER TABLE caseload ADD COLUMN ended_by text COLLATE "C";
UPDATE caseload SET ended_by = (SELECT l.ended_by FROM care_links l WHERE l.patient_id = caseload.patient_id AND l.id = caseload.link_id);
