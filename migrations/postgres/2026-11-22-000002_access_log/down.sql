DROP TABLE access_log;
DROP FUNCTION access_log_refuses;
DROP TABLE ledger_heads;
DROP TABLE patient_changes;
