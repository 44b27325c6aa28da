-- Passkeys (WebAuthn): keys by which people sign in without a password.

CREATE TABLE passkey (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    -- What the authenticator calls it; nothing else is called so.
    credential_id BLOB NOT NULL UNIQUE,
    -- The public key, the number of signatures so far and the rest that is compared, as the library of WebAuthn writes it (JSON).
    credential TEXT NOT NULL,
    -- What its holder calls it.
    name TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_by_account ON passkey (account_id);

-- What authenticators were asked to sign. Each is answered once, by the browser that has the token of this hash.
CREATE TABLE passkey_challenge (
    hash BLOB NOT NULL PRIMARY KEY,
    -- The session in which it was asked, with which it ends; none before any.
    session_id BLOB REFERENCES session (id) ON DELETE CASCADE,
    -- What the answer is compared with, as the library of WebAuthn writes it (JSON).
    state TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_challenge_by_session ON passkey_challenge (session_id);
CREATE INDEX passkey_challenge_by_expiry ON passkey_challenge (expires_at);
