-- A therapist's invitations, found by the fingerprint of their code. used_at and link_id are absent until a patient took it up.
CREATE TABLE care_invitations (
    code_index bytea NOT NULL PRIMARY KEY,
    therapist_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    code bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    patient_id uuid,
    link_id uuid
);
CREATE INDEX care_invitations_by_therapist ON care_invitations (therapist_id, id);

-- Links from the patient's side. ended_at and ended_by are absent while the link stands.
CREATE TABLE care_links (
    patient_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    therapist_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by text COLLATE "C",
    change_no bigint NOT NULL,
    PRIMARY KEY (patient_id, id)
);

-- The same links from the therapist's side, so that either side asks one shard.
CREATE TABLE caseload (
    therapist_id uuid NOT NULL REFERENCES accounts (id),
    link_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (therapist_id, link_id)
);

-- Consents are never deleted. Absent: no expiry; not paused; not yet seen expired; not revoked; the link stands.
CREATE TABLE consents (
    patient_id uuid NOT NULL,
    id uuid NOT NULL,
    link_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision bigint NOT NULL,
    notice_version bigint NOT NULL,
    granted_at timestamptz NOT NULL,
    effective_at timestamptz NOT NULL,
    expires_at timestamptz,
    paused_at timestamptz,
    expired_at timestamptz,
    revoked_at timestamptz,
    link_ended_at timestamptz,
    created_mark bytea NOT NULL,
    version bigint NOT NULL,
    change_no bigint NOT NULL,
    PRIMARY KEY (patient_id, id),
    FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id)
);
CREATE INDEX consents_by_link ON consents (patient_id, link_id);
CREATE INDEX consents_by_entry ON consents (patient_id, entry_id);

-- What a therapist says of an entry that was open to them: read, or to bring to the session. Nothing else.
CREATE TABLE acknowledgements (
    patient_id uuid NOT NULL,
    link_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision bigint NOT NULL,
    kind text COLLATE "C" NOT NULL CONSTRAINT acknowledgements_kind CHECK (kind IN ('read', 'bring_to_session')),
    at timestamptz NOT NULL,
    PRIMARY KEY (patient_id, link_id, entry_id),
    FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id)
);
