ALTER TABLE caseload DROP COLUMN ended_by;
DROP TABLE erasures;
DROP TABLE erasure_requests;
DROP TABLE rekeyings;
