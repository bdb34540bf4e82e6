-- An offer that was taken is its patient's, also in another account than the one it was made to: the link that it came through need
-- not be there (AZ-13).
ALTER TABLE offers DROP CONSTRAINT offers_patient_id_link_id_fkey;
ALTER TABLE offers ADD FOREIGN KEY (patient_id) REFERENCES accounts (id);
