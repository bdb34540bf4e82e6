-- Refusals are counted for each actor apart: who tried is part of what is told of them.
UPDATE ledger_refusals SET actor_id = '00000000-0000-0000-0000-000000000000' WHERE actor_id IS NULL;
ALTER TABLE ledger_refusals ALTER COLUMN actor_id SET NOT NULL;
ALTER TABLE ledger_refusals DROP CONSTRAINT ledger_refusals_pkey;
ALTER TABLE ledger_refusals ADD PRIMARY KEY (account_id, link_id, action, actor_kind, actor_id);
