ALTER TABLE offers DROP CONSTRAINT offers_patient_id_fkey;
DELETE FROM offers o
    WHERE NOT EXISTS (SELECT 1 FROM care_links l WHERE l.patient_id = o.patient_id AND l.id = o.link_id);
ALTER TABLE offers ADD FOREIGN KEY (patient_id, link_id) REFERENCES care_links (patient_id, id);
