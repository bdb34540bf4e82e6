DROP TABLE retired_signing_keys;
