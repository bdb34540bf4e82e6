CREATE TABLE linked_offers (
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
INSERT INTO linked_offers
    SELECT o.patient_id, o.id, o.link_id, o.words, o.created_mark, o.change_no, o.withdrawn, o.deleted, o.created_at
    FROM offers o JOIN care_links l ON l.patient_id = o.patient_id AND l.id = o.link_id;
DROP TABLE offers;
ALTER TABLE linked_offers RENAME TO offers;
CREATE INDEX offers_by_link ON offers (patient_id, link_id, created_at, id);
CREATE INDEX offers_by_change ON offers (patient_id, change_no);
