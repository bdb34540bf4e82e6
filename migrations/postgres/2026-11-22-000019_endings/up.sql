-- What has ended for good: consents taken back or paused, links, accounts, secret addresses, passwords. The same lines stand in a file
-- that no backup holds, so that what is restored can be ended again (RE-10). Each line's hash covers the line and the hash before it.
CREATE TABLE endings (
    number bigint NOT NULL PRIMARY KEY,
    at timestamptz NOT NULL,
    what text COLLATE "C" NOT NULL,
    account_id uuid NOT NULL,
    object_id uuid NOT NULL,
    hash bytea NOT NULL
);
