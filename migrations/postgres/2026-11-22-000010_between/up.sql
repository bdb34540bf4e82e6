-- Packets to bring to a session (N12); everything but the instant at which that session ends is sealed.
CREATE TABLE packets (
    patient_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    words bytea,
    revision bigint NOT NULL,
    created_mark bytea NOT NULL,
    change_no bigint NOT NULL,
    deleted boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (patient_id, id)
);
CREATE INDEX packets_by_at ON packets (patient_id, at, id);
CREATE INDEX packets_by_change ON packets (patient_id, change_no);

-- A consent names an entry or a packet, each at one revision.
ALTER TABLE consents ALTER COLUMN entry_id DROP NOT NULL;
ALTER TABLE consents ADD COLUMN packet_id uuid;
ALTER TABLE consents ADD CONSTRAINT consents_scope CHECK ((entry_id IS NULL) <> (packet_id IS NULL));
ALTER TABLE consents ADD FOREIGN KEY (patient_id, packet_id) REFERENCES packets (patient_id, id);
CREATE INDEX consents_by_packet ON consents (patient_id, packet_id);

-- What a consent to a packet opens: the entries that were in it when it was given, each at one revision.
CREATE TABLE consent_items (
    patient_id uuid NOT NULL,
    consent_id uuid NOT NULL,
    entry_id uuid NOT NULL,
    revision bigint NOT NULL,
    PRIMARY KEY (patient_id, consent_id, entry_id),
    FOREIGN KEY (patient_id, consent_id) REFERENCES consents (patient_id, id),
    FOREIGN KEY (patient_id, entry_id) REFERENCES entries (patient_id, id)
);
CREATE INDEX consent_items_by_entry ON consent_items (patient_id, entry_id);

-- What therapists offer to a patient; the words, and what the patient made of it, are sealed under the patient's key.
-- withdrawn: the therapist took it back. deleted: it is gone for the patient too, and its words are destroyed.
CREATE TABLE offers (
    patient_id uuid NOT NULL,
    id uuid NOT NULL,
    link_id uuid NOT NULL,
    words bytea,
    created_mark bytea NOT NULL,
    change_no bigint NOT NULL,
    withdrawn boolean NOT NULL,
    deleted boolean NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (patient_id, id),
    FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id)
);
CREATE INDEX offers_by_link ON offers (patient_id, link_id, created_at, id);
CREATE INDEX offers_by_change ON offers (patient_id, change_no);

-- Therapists' private notes (R76). The records have the common shape, so the column that says whose they are has its common name:
-- here it holds the therapist, under whose key the words are sealed.
CREATE TABLE therapist_notes (
    patient_id uuid NOT NULL REFERENCES accounts (id),
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    words bytea,
    revision bigint NOT NULL,
    created_mark bytea NOT NULL,
    change_no bigint NOT NULL,
    deleted boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (patient_id, id)
);
CREATE INDEX therapist_notes_by_at ON therapist_notes (patient_id, at, id);
CREATE INDEX therapist_notes_by_change ON therapist_notes (patient_id, change_no);

-- What a therapist says of when they read (N4), sealed under their own key; absent once it was taken back.
CREATE TABLE reading_habits (
    therapist_id uuid NOT NULL PRIMARY KEY REFERENCES accounts (id),
    words bytea,
    version bigint NOT NULL,
    change_no bigint NOT NULL,
    updated_at timestamptz NOT NULL
);
