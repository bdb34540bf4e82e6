DROP TABLE access_log;
DROP TABLE ledger_heads;
DROP TABLE patient_changes;
