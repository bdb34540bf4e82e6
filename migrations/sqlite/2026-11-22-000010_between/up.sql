-- Packets to bring to a session (N12); everything but the instant at which that session ends is sealed.
CREATE TABLE packets (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    words BLOB,
    revision INTEGER NOT NULL,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;
CREATE INDEX packets_by_at ON packets (patient_id, at, id);
CREATE INDEX packets_by_change ON packets (patient_id, change_no);

-- A consent names an entry or a packet, each at one revision. SQLite cannot take NOT NULL off a column, so the table is made anew.
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
    PRIMARY KEY (patient_id, id),
    CONSTRAINT consents_scope CHECK ((entry_id IS NULL) <> (packet_id IS NULL)),
    FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id),
    FOREIGN KEY (patient_id, packet_id) REFERENCES packets (patient_id, id)
) STRICT;
INSERT INTO consents_new (patient_id, id, link_id, entry_id, revision, notice_version, granted_at, effective_at, expires_at, paused_at, expired_at,
    revoked_at, link_ended_at, created_mark, version, change_no)
SELECT patient_id, id, link_id, entry_id, revision, notice_version, granted_at, effective_at, expires_at, paused_at, expired_at,
    revoked_at, link_ended_at, created_mark, version, change_no
FROM consents;
DROP TABLE consents;
ALTER TABLE consents_new RENAME TO consents;
CREATE INDEX consents_by_link ON consents (patient_id, link_id);
CREATE INDEX consents_by_entry ON consents (patient_id, entry_id);
CREATE INDEX consents_by_packet ON consents (patient_id, packet_id);

-- What a consent to a packet opens: the entries that were in it when it was given, each at one revision.
CREATE TABLE consent_items (
    patient_id BLOB NOT NULL,
    consent_id BLOB NOT NULL,
    entry_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (patient_id, consent_id, entry_id),
    FOREIGN KEY (patient_id, consent_id) REFERENCES consents (patient_id, id),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id)
) STRICT;
CREATE INDEX consent_items_by_entry ON consent_items (patient_id, entry_id);

-- What therapists offer to a patient; the words, and what the patient made of it, are sealed under the patient's key.
-- withdrawn: the therapist took it back. deleted: it is gone for the patient too, and its words are destroyed.
CREATE TABLE offers (
    patient_id BLOB NOT NULL,
    id BLOB NOT NULL,
    link_id BLOB NOT NULL,
    words BLOB,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id),
    FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id)
) STRICT;
CREATE INDEX offers_by_link ON offers (patient_id, link_id, created_at, id);
CREATE INDEX offers_by_change ON offers (patient_id, change_no);

-- Therapists' private notes (R76). The records have the common shape, so the column that says whose they are has its common name:
-- here it holds the therapist, under whose key the words are sealed.
CREATE TABLE therapist_notes (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    words BLOB,
    revision INTEGER NOT NULL,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;
CREATE INDEX therapist_notes_by_at ON therapist_notes (patient_id, at, id);
CREATE INDEX therapist_notes_by_change ON therapist_notes (patient_id, change_no);

-- What a therapist says of when they read (N4), sealed under their own key; absent once it was taken back.
CREATE TABLE reading_habits (
    therapist_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
    words BLOB,
    version INTEGER NOT NULL,
    change_no INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
