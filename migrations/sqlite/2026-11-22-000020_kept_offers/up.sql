-- An offer that was taken is its patient's, also in another account than the one it was made to: the link that it came through need
-- not be there (AZ-13).
CREATE TABLE kept_offers (
    patient_id BLOB NOT NULL REFERENCES accounts (id),
    id BLOB NOT NULL,
    link_id BLOB NOT NULL,
    words BLOB,
    created_mark BLOB NOT NULL,
    change_no INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (patient_id, id)
) STRICT;
INSERT INTO kept_offers SELECT patient_id, id, link_id, words, created_mark, change_no, withdrawn, deleted, created_at FROM offers;
DROP TABLE offers;
ALTER TABLE kept_offers RENAME TO offers;
CREATE INDEX offers_by_link ON offers (patient_id, link_id, created_at, id);
CREATE INDEX offers_by_change ON offers (patient_id, change_no);
