DROP TRIGGER ledger_heads_begin_once;
DROP TRIGGER ledger_heads_go_on;
DROP TRIGGER ledger_heads_stay;
DROP TRIGGER access_log_replaces_no_row;
DROP TABLE ledger_refusals;
ALTER TABLE access_log DROP COLUMN times;
