ALTER TABLE caseload DROP COLUMN stopped;
ALTER TABLE care_links DROP COLUMN stopped;
DROP TABLE quiet_directives;
DROP TABLE consent_taken_in;
-- The version before knows no excerpt and no standing consent; what it cannot name it must not open.
CREATE TABLE consents_old (
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
    PRIMARY KEY (patient_id, id),
    CONSTRAINT consents_scope CHECK ((entry_id IS NULL) <> (packet_id IS NULL)),
    FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id),
    FOREIGN KEY (patient_id, packet_id) REFERENCES packets (patient_id, id)
) STRICT;
INSERT INTO consents_old (patient_id, id, link_id, entry_id, revision, notice_version, granted_at, effective_at, expires_at, paused_at, expired_at,
    revoked_at, link_ended_at, created_mark, version, change_no, packet_id)
SELECT patient_id, id, link_id, entry_id, revision, notice_version, granted_at, effective_at, expires_at, paused_at, expired_at,
    revoked_at, link_ended_at, created_mark, version, change_no, packet_id
FROM consents
WHERE dosing_session_id IS NULL AND part_start IS NULL;
CREATE TABLE items_kept AS SELECT patient_id, consent_id, entry_id, revision FROM consent_items;
DROP TABLE consent_items;
DROP TABLE consents;
ALTER TABLE consents_old RENAME TO consents;
CREATE INDEX consents_by_link ON consents (patient_id, link_id);
CREATE INDEX consents_by_entry ON consents (patient_id, entry_id);
CREATE INDEX consents_by_packet ON consents (patient_id, packet_id);
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
