DROP TABLE reading_habits;
DROP TABLE therapist_notes;
DROP TABLE offers;
DROP TABLE consent_items;
-- The version before knows no consent to a packet; what it cannot name it must not open.
DELETE FROM consents WHERE entry_id IS NULL;
ALTER TABLE consents DROP COLUMN packet_id;
ALTER TABLE consents ALTER COLUMN entry_id SET NOT NULL;
DROP TABLE packets;
