-- The main path: who is judged (units, sectors), against what (targets), by which instrument (questionnaire versions),
-- where (campaigns, collection points), what was answered (responses) and how often (counts).
-- Times are UTC milliseconds, months are numbers YYYYMM in Viet Nam's time, names are JSON objects by language.

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE unit (
    code TEXT NOT NULL PRIMARY KEY,
    parent TEXT REFERENCES unit (code),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    successor TEXT REFERENCES unit (code)
) STRICT;

CREATE TABLE sector (
    code TEXT NOT NULL PRIMARY KEY,
    parent TEXT REFERENCES sector (code),
    name TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE target (
    id BLOB NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES unit (code),
    sector TEXT NOT NULL REFERENCES sector (code),
    from_year INTEGER NOT NULL,
    to_year INTEGER NOT NULL,
    operator TEXT NOT NULL CHECK (operator IN ('>', '>=')),
    percent REAL NOT NULL CHECK (percent > 0 AND percent <= 100),
    legal_basis TEXT NOT NULL,
    CHECK (from_year <= to_year)
) STRICT;

-- A published version never changes: the trigger below holds it even against a mistake of ours.
CREATE TABLE questionnaire_version (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    number INTEGER NOT NULL,
    document TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    UNIQUE (code, number)
) STRICT;

CREATE TRIGGER questionnaire_version_is_immutable BEFORE UPDATE ON questionnaire_version
BEGIN
    SELECT RAISE(ABORT, 'a published questionnaire version never changes');
END;

CREATE TABLE campaign (
    id BLOB NOT NULL PRIMARY KEY,
    version_id BLOB NOT NULL REFERENCES questionnaire_version (id),
    title TEXT NOT NULL,
    sampling TEXT NOT NULL,
    owner TEXT NOT NULL REFERENCES unit (code),
    opens_at INTEGER NOT NULL,
    closes_at INTEGER,
    asks_sensitive INTEGER NOT NULL CHECK (asks_sensitive IN (0, 1)),
    CHECK (closes_at IS NULL OR closes_at > opens_at)
) STRICT;

CREATE TABLE collection_point (
    code TEXT NOT NULL PRIMARY KEY,
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    unit TEXT NOT NULL REFERENCES unit (code),
    sector TEXT REFERENCES sector (code),
    mode TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT;

-- One row for each person who answered. The identifier comes from the client; that it is the key is what makes a repeated
-- sending harmless.
CREATE TABLE response (
    id BLOB NOT NULL PRIMARY KEY,
    point TEXT NOT NULL REFERENCES collection_point (code),
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    version_id BLOB NOT NULL REFERENCES questionnaire_version (id),
    unit TEXT NOT NULL REFERENCES unit (code),
    sector TEXT NOT NULL REFERENCES sector (code),
    mode TEXT NOT NULL,
    language TEXT NOT NULL,
    assisted INTEGER NOT NULL CHECK (assisted IN (0, 1)),
    submitted_at INTEGER NOT NULL,
    month INTEGER NOT NULL,
    answers TEXT NOT NULL
) STRICT;

CREATE INDEX response_by_campaign ON response (campaign_id, sector);

-- Counts are written in the transaction that stores the responses, so they are never behind and never ahead.
CREATE TABLE response_count (
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    unit TEXT NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    month INTEGER NOT NULL,
    responses INTEGER NOT NULL,
    -- Those with at least one valid answer to an item of the index: the respondents of a figure.
    rated INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, unit, sector, mode, month)
) STRICT, WITHOUT ROWID;

-- How often an item got an answer: 0 "no opinion", 1 to 5 the scale.
CREATE TABLE answer_count (
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    unit TEXT NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    month INTEGER NOT NULL,
    item TEXT NOT NULL,
    answer INTEGER NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, unit, sector, mode, month, item, answer)
) STRICT, WITHOUT ROWID;

-- Rates that other systems report. They never meet the answers.
CREATE TABLE administrative_rate (
    unit TEXT NOT NULL REFERENCES unit (code),
    sector TEXT NOT NULL REFERENCES sector (code),
    year INTEGER NOT NULL,
    satisfied INTEGER NOT NULL,
    total INTEGER NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (unit, sector, year),
    CHECK (satisfied BETWEEN 0 AND total AND total > 0)
) STRICT;
