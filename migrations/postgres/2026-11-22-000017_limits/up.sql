-- Allowances that instances share and that survive a restart (RL-2): a keyed fingerprint of whose, and the instant until which
-- it is spent, in microseconds since 1970. A row goes when the allowance is whole again.
CREATE TABLE allowances (
    who bytea NOT NULL,
    spent_until bigint NOT NULL,
    PRIMARY KEY (who)
);
