-- Who may work here: accounts with their roles, how they sign in, their sessions, and what they did.
-- Passwords are Argon2id hashes, tokens and recovery codes are stored as hashes only: who reads this file cannot sign in with it. The secret
-- of an authenticator app cannot be a hash, because each code is computed from it.

CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    password TEXT,
    totp_secret BLOB,
    -- The last time step whose code was used: none is taken twice.
    totp_step INTEGER,
    created_at INTEGER NOT NULL,
    signed_in_at INTEGER,
    suspended_at INTEGER,
    -- Whether it came with a demonstration: then it opens nothing in a database that is none.
    demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1))
) STRICT;

-- A role holds for a unit and all below it; the unit '' is everything.
CREATE TABLE account_role (
    account_id BLOB NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (account_id, role, unit)
) STRICT, WITHOUT ROWID;

-- Links by which a password is set, once.
CREATE TABLE account_link (
    hash BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Codes that stand in for a lost authenticator app, each once.
CREATE TABLE recovery_code (
    account_id BLOB NOT NULL REFERENCES account (id),
    hash BLOB NOT NULL,
    PRIMARY KEY (account_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id BLOB NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    account_id BLOB NOT NULL REFERENCES account (id),
    -- A session after the password and before the second factor opens nothing but the page that asks for it.
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- What the browser says it is, to tell sessions apart.
    browser TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_account ON session (account_id);

-- Failed attempts to sign in, by account ('account NAME') and by address ('address …'), forgotten after an hour.
CREATE TABLE sign_in_failure (
    source TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was changed and read out, by whom. Each entry's hash covers the entry and the hash before it.
CREATE TABLE audit (
    number INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    -- The name of the account; none is the program or a command.
    actor TEXT,
    session TEXT,
    action TEXT NOT NULL,
    -- The unit whose auditors read it; none for what concerns the whole installation.
    unit TEXT,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT,
    hash BLOB NOT NULL
) STRICT;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'an audit entry never changes');
END;

CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'an audit entry is never removed');
END;
