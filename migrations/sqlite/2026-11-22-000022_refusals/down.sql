CREATE TABLE refusals_by_kind (
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
INSERT OR IGNORE INTO refusals_by_kind
SELECT account_id, link_id, action, actor_kind, nullif(actor_id, zeroblob(16)), since, seen, unwritten FROM ledger_refusals;
DROP TABLE ledger_refusals;
ALTER TABLE refusals_by_kind RENAME TO ledger_refusals;
