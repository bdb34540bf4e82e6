-- The public halves of keys that signed once, by their number among them: what they signed stays verifiable, and nobody can sign with them
-- any more (OA-9).
CREATE TABLE retired_signing_keys (
    number bigint NOT NULL PRIMARY KEY,
    public bytea NOT NULL,
    retired_at timestamptz NOT NULL
);
