-- Tokens by which other systems use the API. Only the hash is here: who reads the database cannot use one.

CREATE TABLE api_token (
    id UUID NOT NULL PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    -- The system that has it.
    name TEXT NOT NULL,
    -- In which unit, and all below it, it holds; nothing for everywhere.
    unit TEXT REFERENCES unit (code),
    -- What it opens there: words with a space between.
    rights TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- The name of the account that made it.
    created_by TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    -- When it was last used, to the minute.
    used_at BIGINT
);

CREATE INDEX api_token_by_unit ON api_token (unit);
