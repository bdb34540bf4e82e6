-- The public halves of keys that signed once, by their number among them: what they signed stays verifiable, and nobody can sign with them
-- any more (OA-9).
CREATE TABLE retired_signing_keys (
    number INTEGER NOT NULL PRIMARY KEY,
    public BLOB NOT NULL,
    retired_at INTEGER NOT NULL
) STRICT;
