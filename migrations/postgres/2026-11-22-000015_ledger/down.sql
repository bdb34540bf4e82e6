DROP TRIGGER ledger_heads_go_on ON ledger_heads;
DROP TRIGGER ledger_heads_stay_all ON ledger_heads;
DROP TRIGGER ledger_heads_stay ON ledger_heads;
DROP FUNCTION ledger_heads_refuse;
DROP TABLE ledger_refusals;
ALTER TABLE access_log DROP COLUMN times;
