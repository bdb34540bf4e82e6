-- A consent names an entry, an excerpt of one, a packet, or a dosing session for which it stands (N2, N6, N12).
-- part_start, part_end: an excerpt, by Unicode scalar positions. includes: the kinds that a standing consent takes in, with commas.
-- notice_hash, notice_language: which words were shown (AZ-6); absent where the consent is older than this column.
-- SQLite cannot change a CHECK, so the table is made anew, and with it the one that refers to it.
CREATE TABLE consents_new (
    patient_id BLOB NOT NULL,
    id BLOB NOT NULL,
    link_id BLOB NOT NULL,
    entry_id BLOB,
    revision INTEGER NOT NULL,
    notice_version INTEGER NOT NULL,
    granted_at INTEGER NOT NULL,
    effective_at INTEGER NOT NULL,
    expires_at INTEGER,
    paused_at INTEGER,
    expired_at INTEGER,
    revoked_at INTEGER,
    link_ended_at INTEGER,
    created_mark BLOB NOT NULL,
    version INTEGER NOT NULL,
    change_no INTEGER NOT NULL,
    packet_id BLOB,
    part_start INTEGER,
    part_end INTEGER,
    dosing_session_id BLOB,
    includes TEXT,
    resumed_at INTEGER,
    notice_hash BLOB,
    notice_language TEXT,
    PRIMARY KEY (patient_id, id),
    CONSTRAINT consents_scope CHECK ((entry_id IS NOT NULL) + (packet_id IS NOT NULL) + (dosing_session_id IS NOT NULL) = 1),
    CONSTRAINT consents_part CHECK ((part_start IS NULL) = (part_end IS NULL) AND (part_start IS NULL OR entry_id IS NOT NULL)),
    CONSTRAINT consents_includes CHECK ((includes IS NULL) = (dosing_session_id IS NULL)),
    FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id),
    FOREIGN KEY (patient_id, packet_id) REFERENCES packets (patient_id, id),
    FOREIGN KEY (patient_id, dosing_session_id) REFERENCES dosing_sessions (patient_id, id)
) STRICT;
INSERT INTO consents_new (patient_id, id, link_id, entry_id, revision, notice_version, granted_at, effective_at, expires_at, paused_at, expired_at,
    revoked_at, link_ended_at, created_mark, version, change_no, packet_id)
SELECT patient_id, id, link_id, entry_id, revision, notice_version, granted_at, effective_at, expires_at, paused_at, expired_at,
    revoked_at, link_ended_at, created_mark, version, change_no, packet_id
FROM consents;
CREATE TABLE items_kept AS SELECT patient_id, consent_id, entry_id, revision FROM consent_items;
DROP TABLE consent_items;
DROP TABLE consents;
ALTER TABLE consents_new RENAME TO consents;
CREATE INDEX consents_by_link ON consents (patient_id, link_id);
CREATE INDEX consents_by_entry ON consents (patient_id, entry_id);
CREATE INDEX consents_by_packet ON consents (patient_id, packet_id);
CREATE INDEX consents_by_session ON consents (patient_id, dosing_session_id);
CREATE TABLE consent_items (
    patient_id BLOB NOT NULL,
    consent_id BLOB NOT NULL,
    entry_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (patient_id, consent_id, entry_id),
    FOREIGN KEY (patient_id, consent_id) REFERENCES consents (patient_id, id),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id)
) STRICT;
INSERT INTO consent_items SELECT patient_id, consent_id, entry_id, revision FROM items_kept;
DROP TABLE items_kept;
CREATE INDEX consent_items_by_entry ON consent_items (patient_id, entry_id);

-- What was written for a session while a consent stood for it. opens_at: later than written where that was in the quiet time (N1).
CREATE TABLE consent_taken_in (
    patient_id BLOB NOT NULL,
    consent_id BLOB NOT NULL,
    kind TEXT NOT NULL CONSTRAINT consent_taken_in_kind CHECK (kind IN ('entries', 'check_ins')),
    record_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    opens_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, consent_id, kind, record_id),
    FOREIGN KEY (patient_id, consent_id) REFERENCES consents (patient_id, id)
) STRICT;
CREATE INDEX consent_taken_in_by_record ON consent_taken_in (patient_id, kind, record_id);

-- What a patient settled beforehand about the quiet time (N1, AZ-10).
CREATE TABLE quiet_directives (
    patient_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
    asked_for TEXT NOT NULL CONSTRAINT quiet_directives_asked_for CHECK (asked_for IN ('waits', 'asks_again', 'nothing')),
    version INTEGER NOT NULL,
    change_no INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- How many consents stopped with a link: all of them to the patient, to the therapist those that were in effect (N18).
ALTER TABLE care_links ADD COLUMN stopped INTEGER;
ALTER TABLE caseload ADD COLUMN stopped INTEGER;
