DROP TABLE reading_habits;
DROP TABLE therapist_notes;
DROP TABLE offers;
DROP TABLE consent_items;
-- The version before knows no consent to a packet; what it cannot name it must not open.
CREATE TABLE consents_old (
    patient_id BLOB NOT NULL,
    id BLOB NOT NULL,
    link_id BLOB NOT NULL,
    entry_id BLOB NOT NULL,
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
    PRIMARY KEY (patient_id, id),
    FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id)
) STRICT;
INSERT INTO consents_old (patient_id, id, link_id, entry_id, revision, notice_version, granted_at, effective_at, expires_at, paused_at, expired_at,
    revoked_at, link_ended_at, created_mark, version, change_no)
SELECT patient_id, id, link_id, entry_id, revision, notice_version, granted_at, effective_at, expires_at, paused_at, expired_at,
    revoked_at, link_ended_at, created_mark, version, change_no
FROM consents
WHERE entry_id IS NOT NULL;
DROP TABLE consents;
ALTER TABLE consents_old RENAME TO consents;
CREATE INDEX consents_by_link ON consents (patient_id, link_id);
CREATE INDEX consents_by_entry ON consents (patient_id, entry_id);
DROP TABLE packets;
