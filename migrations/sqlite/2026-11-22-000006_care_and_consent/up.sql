-- A therapist's invitations, found by the fingerprint of their code. used_at and link_id are absent until a patient took it up.
CREATE TABLE care_invitations (
    code_index BLOB NOT NULL PRIMARY KEY,
    therapist_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    code BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    patient_id BLOB,
    link_id BLOB
) STRICT;
CREATE INDEX care_invitations_by_therapist ON care_invitations (therapist_id, id);

-- Links from the patient's side. ended_at and ended_by are absent while the link stands.
CREATE TABLE care_links (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    therapist_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_by TEXT,
    change_no INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;

-- The same links from the therapist's side, so that either side asks one shard.
CREATE TABLE caseload (
    therapist_id BLOB NOT NULL REFERENCES accounts (id),
    link_id BLOB NOT NULL,
    patient_id BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (therapist_id, link_id)
) STRICT;

-- Consents are never deleted. Absent: no expiry; not paused; not yet seen expired; not revoked; the link stands.
CREATE TABLE consents (
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
CREATE INDEX consents_by_link ON consents (patient_id, link_id);
CREATE INDEX consents_by_entry ON consents (patient_id, entry_id);

-- What a therapist says of an entry that was open to them: read, or to bring to the session. Nothing else.
CREATE TABLE acknowledgements (
    patient_id BLOB NOT NULL,
    link_id BLOB NOT NULL,
    entry_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL CONSTRAINT acknowledgements_kind CHECK (kind IN ('read', 'bring_to_session')),
    at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, link_id, entry_id),
    FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id)
) STRICT;
