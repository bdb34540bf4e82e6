-- What most rows do not have needs no place in an index: an entry without a session, or that adds to nothing, is found by neither. And the
-- consents that are not over are found without those that are, of which there are more every year.
DROP INDEX entries_by_session;
DROP INDEX entries_by_addends;
CREATE INDEX entries_by_session ON entries (patient_id, dosing_session_id, authored_at, id) WHERE dosing_session_id IS NOT NULL;
CREATE INDEX entries_by_addends ON entries (patient_id, addends, authored_at, id) WHERE addends IS NOT NULL;
CREATE INDEX consents_living ON consents (patient_id, granted_at, id)
    WHERE expired_at IS NULL AND revoked_at IS NULL AND link_ended_at IS NULL;
