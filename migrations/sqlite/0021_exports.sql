-- Exports of microdata that staff ask for, which are made meanwhile and fetched.

CREATE TABLE export_job (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    -- What is exported: responses about this unit and all below it, of one campaign or all, in a period (`2025`, `2025-Q3`, `2025-07`) or at all
    -- times. None refers to its table: of what is removed meanwhile there is nothing to export.
    unit TEXT NOT NULL,
    campaign_id BLOB,
    period TEXT,
    format TEXT NOT NULL CHECK (format IN ('csv', 'spss', 'xlsx')),
    labels TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'finished', 'failed', 'cancelled')),
    -- Steps.
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    -- How often it was begun, and when whoever makes it said last that it is at it.
    tries INTEGER NOT NULL,
    seen_at INTEGER,
    made_at INTEGER NOT NULL,
    finished_at INTEGER,
    expires_at INTEGER,
    -- What the address of its file ends with, and how many bytes that has.
    token TEXT,
    bytes INTEGER
) STRICT;

CREATE INDEX export_job_by_account ON export_job (account_id);
CREATE INDEX export_job_by_state ON export_job (state);
