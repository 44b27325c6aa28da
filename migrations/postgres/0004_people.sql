-- Who may work here: accounts with their roles, how they sign in, their sessions, and what they did.
-- Passwords are Argon2id hashes, tokens and recovery codes are stored as hashes only: who reads this database cannot sign in with it. The
-- secret of an authenticator app cannot be a hash, because each code is computed from it.

CREATE TABLE account (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    password TEXT,
    totp_secret BYTEA,
    -- The last time step whose code was used: none is taken twice.
    totp_step BIGINT,
    created_at BIGINT NOT NULL,
    signed_in_at BIGINT,
    suspended_at BIGINT,
    -- Whether it came with a demonstration: then it opens nothing in a database that is none.
    demonstration BOOLEAN NOT NULL
);

-- A role holds for a unit and all below it; the unit '' is everything.
CREATE TABLE account_role (
    account_id UUID NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    unit TEXT NOT NULL,
    PRIMARY KEY (account_id, role, unit)
);

-- Links by which a password is set, once.
CREATE TABLE account_link (
    hash BYTEA NOT NULL PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    expires_at BIGINT NOT NULL
);

-- Codes that stand in for a lost authenticator app, each once.
CREATE TABLE recovery_code (
    account_id UUID NOT NULL REFERENCES account (id),
    hash BYTEA NOT NULL,
    PRIMARY KEY (account_id, hash)
);

CREATE TABLE session (
    id UUID NOT NULL PRIMARY KEY,
    hash BYTEA NOT NULL UNIQUE,
    account_id UUID NOT NULL REFERENCES account (id),
    -- A session after the password and before the second factor opens nothing but the page that asks for it.
    complete BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- What the browser says it is, to tell sessions apart.
    browser TEXT NOT NULL
);

CREATE INDEX session_by_account ON session (account_id);

-- Failed attempts to sign in, by account ('account NAME') and by address ('address …'), forgotten after an hour.
CREATE TABLE sign_in_failure (
    source TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

-- What was changed and read out, by whom. Each entry's hash covers the entry and the hash before it.
CREATE TABLE audit (
    number BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    -- The name of the account; none is the program or a command.
    actor TEXT,
    session TEXT,
    action TEXT NOT NULL,
    -- The unit whose auditors read it; none for what concerns the whole installation.
    unit TEXT,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT,
    hash BYTEA NOT NULL
);

CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an audit entry is neither changed nor removed';
END
$$;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();

CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
