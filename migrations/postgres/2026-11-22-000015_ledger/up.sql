-- How many times what a row tells of happened: more than once only where refusals were too many to be told one by one.
ALTER TABLE access_log ADD COLUMN times bigint NOT NULL DEFAULT 1;

-- Refusals of the present hour, by log, link and kind; what is beyond the first ones waits here until it is one row of the log.
CREATE TABLE ledger_refusals (
    account_id uuid NOT NULL,
    link_id uuid NOT NULL,
    action text COLLATE "C" NOT NULL,
    actor_kind text COLLATE "C" NOT NULL,
    actor_id uuid,
    since timestamptz NOT NULL,
    seen bigint NOT NULL,
    unwritten bigint NOT NULL,
    PRIMARY KEY (account_id, link_id, action)
);

-- The log of the service itself: what operators do that concerns no account, and what was refused to nobody known.
INSERT INTO ledger_heads (account_id, number, hash)
VALUES ('00000000-0000-0000-0000-000000000000', 0, decode(repeat('00', 32), 'hex'))
ON CONFLICT (account_id) DO NOTHING;

-- A head goes on and never back; it stays when its account is erased.
CREATE FUNCTION ledger_heads_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger_heads only go on';
END
$$;
CREATE TRIGGER ledger_heads_stay BEFORE DELETE ON ledger_heads
    FOR EACH ROW EXECUTE FUNCTION ledger_heads_refuse();
CREATE TRIGGER ledger_heads_stay_all BEFORE TRUNCATE ON ledger_heads
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_heads_refuse();
CREATE TRIGGER ledger_heads_go_on BEFORE UPDATE ON ledger_heads
    FOR EACH ROW WHEN (NEW.account_id <> OLD.account_id OR NEW.number < OLD.number)
    EXECUTE FUNCTION ledger_heads_refuse();
