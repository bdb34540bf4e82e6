-- The last number of each patient's change sequence; updating the row orders concurrent changes by their commits.
CREATE TABLE patient_changes (
    patient_id uuid NOT NULL PRIMARY KEY REFERENCES accounts (id),
    last bigint NOT NULL
);

-- The head of each account's log; updating the row keeps the chain single.
CREATE TABLE ledger_heads (
    account_id uuid NOT NULL PRIMARY KEY,
    number bigint NOT NULL,
    hash bytea NOT NULL
);

-- Append-only. Absent ids: the event concerns no such thing.
CREATE TABLE access_log (
    account_id uuid NOT NULL,
    number bigint NOT NULL,
    at timestamptz NOT NULL,
    actor_kind text COLLATE "C" NOT NULL,
    actor_id uuid,
    action text COLLATE "C" NOT NULL,
    outcome text COLLATE "C" NOT NULL CONSTRAINT access_log_outcome CHECK (outcome IN ('done', 'refused')),
    link_id uuid,
    consent_id uuid,
    entry_id uuid,
    revision bigint,
    request_id uuid NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (account_id, number)
);
CREATE INDEX access_log_by_consent ON access_log (account_id, consent_id);

CREATE FUNCTION access_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'access_log is append-only';
END
$$;
CREATE TRIGGER access_log_keeps_every_row BEFORE UPDATE OR DELETE ON access_log
    FOR EACH ROW EXECUTE FUNCTION access_log_refuses();
CREATE TRIGGER access_log_keeps_itself BEFORE TRUNCATE ON access_log
    FOR EACH STATEMENT EXECUTE FUNCTION access_log_refuses();
