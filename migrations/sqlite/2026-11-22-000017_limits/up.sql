-- Allowances that instances share and that survive a restart (RL-2): a keyed fingerprint of whose, and the instant until which
-- it is spent, in microseconds since 1970. A row goes when the allowance is whole again.
CREATE TABLE allowances (
    who BLOB NOT NULL PRIMARY KEY,
    spent_until INTEGER NOT NULL
) STRICT;
