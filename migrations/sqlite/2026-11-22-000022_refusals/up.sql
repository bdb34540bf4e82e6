-- Refusals are counted for each actor apart: who tried is part of what is told of them.
CREATE TABLE refusals_by_actor (
    account_id BLOB NOT NULL,
    link_id BLOB NOT NULL,
    action TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BLOB NOT NULL,
    since INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    unwritten INTEGER NOT NULL,
    PRIMARY KEY (account_id, link_id, action, actor_kind, actor_id)
) STRICT;
INSERT INTO refusals_by_actor
SELECT account_id, link_id, action, actor_kind, coalesce(actor_id, zeroblob(16)), since, seen, unwritten FROM ledger_refusals;
DROP TABLE ledger_refusals;
ALTER TABLE refusals_by_actor RENAME TO ledger_refusals;
