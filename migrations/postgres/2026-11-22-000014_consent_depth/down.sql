ALTER TABLE caseload DROP COLUMN stopped;
ALTER TABLE care_links DROP COLUMN stopped;
DROP TABLE quiet_directives;
DROP TABLE consent_taken_in;
-- The version before knows no excerpt and no standing consent; what it cannot name it must not open.
DELETE FROM consents WHERE dosing_session_id IS NOT NULL OR part_start IS NOT NULL;
DROP INDEX consents_by_session;
ALTER TABLE consents DROP CONSTRAINT consents_includes;
ALTER TABLE consents DROP CONSTRAINT consents_part;
ALTER TABLE consents DROP CONSTRAINT consents_scope;
ALTER TABLE consents DROP COLUMN notice_language;
ALTER TABLE consents DROP COLUMN notice_hash;
ALTER TABLE consents DROP COLUMN resumed_at;
ALTER TABLE consents DROP COLUMN includes;
ALTER TABLE consents DROP COLUMN dosing_session_id;
ALTER TABLE consents DROP COLUMN part_end;
ALTER TABLE consents DROP COLUMN part_start;
ALTER TABLE consents ADD CONSTRAINT consents_scope CHECK ((entry_id IS NULL) <> (packet_id IS NULL));
