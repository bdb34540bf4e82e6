DROP INDEX consents_living;
DROP INDEX entries_by_addends;
DROP INDEX entries_by_session;
CREATE INDEX entries_by_session ON entries (patient_id, dosing_session_id, authored_at, id);
CREATE INDEX entries_by_addends ON entries (patient_id, addends, authored_at, id);
