ALTER TABLE ledger_refusals DROP CONSTRAINT ledger_refusals_pkey;
DELETE FROM ledger_refusals AS one USING ledger_refusals AS other
WHERE (one.account_id, one.link_id, one.action) = (other.account_id, other.link_id, other.action)
    AND (one.actor_kind, one.actor_id) > (other.actor_kind, other.actor_id);
ALTER TABLE ledger_refusals ADD PRIMARY KEY (account_id, link_id, action);
ALTER TABLE ledger_refusals ALTER COLUMN actor_id DROP NOT NULL;
UPDATE ledger_refusals SET actor_id = NULL WHERE actor_id = '00000000-0000-0000-0000-000000000000';
