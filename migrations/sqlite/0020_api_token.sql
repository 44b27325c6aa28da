-- Tokens by which other systems use the API. Only the hash is here: who reads the database cannot use one.

CREATE TABLE api_token (
    id BLOB NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    -- The system that has it.
    name TEXT NOT NULL,
    -- In which unit, and all below it, it holds; nothing for everywhere.
    unit TEXT REFERENCES unit (code),
    -- What it opens there: words with a space between.
    rights TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- The name of the account that made it.
    created_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    -- When it was last used, to the minute.
    used_at INTEGER
) STRICT;

CREATE INDEX api_token_by_unit ON api_token (unit);
