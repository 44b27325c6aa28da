-- Sign-in by a provider of identities (OpenID Connect).

-- Whom an account belongs to at the provider: what it calls itself, and what it calls its subject for ever. An account has both or neither;
-- one that has them has no password, and its roles are those of its holder's groups.
ALTER TABLE account ADD COLUMN issuer TEXT;
ALTER TABLE account ADD COLUMN subject TEXT CHECK ((issuer IS NULL) = (subject IS NULL));

CREATE UNIQUE INDEX account_by_subject ON account (issuer, subject);

-- Those who are on their way to the provider and back. Each way is gone once, from the browser that has the token of this hash.
CREATE TABLE single_sign_on (
    hash BLOB NOT NULL PRIMARY KEY,
    -- Where they wanted to go.
    onward TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
