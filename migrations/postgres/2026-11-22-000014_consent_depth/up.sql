-- A consent names an entry, an excerpt of one, a packet, or a dosing session for which it stands (N2, N6, N12).
-- part_start, part_end: an excerpt, by Unicode scalar positions. includes: the kinds that a standing consent takes in, with commas.
-- notice_hash, notice_language: which words were shown (AZ-6); absent where the consent is older than this column.
ALTER TABLE consents ADD COLUMN part_start bigint;
ALTER TABLE consents ADD COLUMN part_end bigint;
ALTER TABLE consents ADD COLUMN dosing_session_id uuid;
ALTER TABLE consents ADD COLUMN includes text COLLATE "C";
ALTER TABLE consents ADD COLUMN resumed_at timestamptz;
ALTER TABLE consents ADD COLUMN notice_hash bytea;
ALTER TABLE consents ADD COLUMN notice_language text COLLATE "C";
ALTER TABLE consents DROP CONSTRAINT consents_scope;
ALTER TABLE consents ADD CONSTRAINT consents_scope CHECK (
    (CASE WHEN entry_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN packet_id IS NULL THEN 0 ELSE 1 END)
    + (CASE WHEN dosing_session_id IS NULL THEN 0 ELSE 1 END) = 1);
ALTER TABLE consents ADD CONSTRAINT consents_part CHECK ((part_start IS NULL) = (part_end IS NULL) AND (part_start IS NULL OR entry_id IS NOT NULL));
ALTER TABLE consents ADD CONSTRAINT consents_includes CHECK ((includes IS NULL) = (dosing_session_id IS NULL));
ALTER TABLE consents ADD FOREIGN KEY (patient_id, dosing_session_id) REFERENCES dosing_sessions (patient_id, id);
CREATE INDEX consents_by_session ON consents (patient_id, dosing_session_id);

-- What was written for a session while a consent stood for it. opens_at: later than written where that was in the quiet time (N1).
CREATE TABLE consent_taken_in (
    patient_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    kind text COLLATE "C" NOT NULL CONSTRAINT consent_taken_in_kind CHECK (kind IN ('entries', 'check_ins')),
    record_id uuid NOT NULL,
    revision bigint NOT NULL,
    opens_at timestamptz NOT NULL,
    PRIMARY KEY (patient_id, consent_id, kind, record_id),
    FOREIGN KEY (patient_id, consent_id) REFERENCES consents (patient_id, id)
);
CREATE INDEX consent_taken_in_by_record ON consent_taken_in (patient_id, kind, record_id);

-- What a patient settled beforehand about the quiet time (N1, AZ-10).
CREATE TABLE quiet_directives (
    patient_id uuid PRIMARY KEY REFERENCES accounts (id),
    asked_for text COLLATE "C" NOT NULL CONSTRAINT quiet_directives_asked_for CHECK (asked_for IN ('waits', 'asks_again', 'nothing')),
    version bigint NOT NULL,
    change_no bigint NOT NULL,
    updated_at timestamptz NOT NULL
);

-- How many consents stopped with a link: all of them to the patient, to the therapist those that were in effect (N18).
ALTER TABLE care_links ADD COLUMN stopped bigint;
ALTER TABLE caseload ADD COLUMN stopped bigint;
