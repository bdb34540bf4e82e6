-- How many times what a row tells of happened: more than once only where refusals were too many to be told one by one.
ALTER TABLE access_log ADD COLUMN times INTEGER NOT NULL DEFAULT 1;

-- Refusals of the present hour, by log, link and kind; what is beyond the first ones waits here until it is one row of the log.
CREATE TABLE ledger_refusals (
    account_id BLOB NOT NULL,
    link_id BLOB NOT NULL,
    action TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BLOB,
    since INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    unwritten INTEGER NOT NULL,
    PRIMARY KEY (account_id, link_id, action)
) STRICT;

-- The log of the service itself: what operators do that concerns no account, and what was refused to nobody known.
INSERT OR IGNORE INTO ledger_heads (account_id, number, hash) VALUES (zeroblob(16), 0, zeroblob(32));

-- Without this, INSERT OR REPLACE would go round the trigger on DELETE.
CREATE TRIGGER access_log_replaces_no_row BEFORE INSERT ON access_log
WHEN EXISTS (SELECT 1 FROM access_log WHERE account_id = NEW.account_id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'access_log is append-only');
END;

-- A head goes on and never back; it stays when its account is erased.
CREATE TRIGGER ledger_heads_stay BEFORE DELETE ON ledger_heads
BEGIN
    SELECT RAISE(ABORT, 'ledger_heads only go on');
END;
CREATE TRIGGER ledger_heads_go_on BEFORE UPDATE ON ledger_heads
WHEN NEW.account_id <> OLD.account_id OR NEW.number < OLD.number
BEGIN
    SELECT RAISE(ABORT, 'ledger_heads only go on');
END;
CREATE TRIGGER ledger_heads_begin_once BEFORE INSERT ON ledger_heads
WHEN EXISTS (SELECT 1 FROM ledger_heads WHERE account_id = NEW.account_id)
BEGIN
    SELECT RAISE(ABORT, 'ledger_heads only go on');
END;
