-- What has ended for good: consents taken back or paused, links, accounts, secret addresses, passwords. The same lines stand in a file
-- that no backup holds, so that what is restored can be ended again (RE-10). Each line's hash covers the line and the hash before it.
CREATE TABLE endings (
    number INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    account_id BLOB NOT NULL,
    object_id BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
