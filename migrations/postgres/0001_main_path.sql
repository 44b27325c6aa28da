-- The main path: who is judged (units, sectors), against what (targets), by which instrument (questionnaire versions),
-- where (campaigns, collection points), what was answered (responses) and how often (counts).
-- Times are UTC milliseconds, months are numbers YYYYMM in Viet Nam's time, names are JSON objects by language.

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE unit (
    code TEXT NOT NULL PRIMARY KEY,
    parent TEXT REFERENCES unit (code),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    successor TEXT REFERENCES unit (code)
);

CREATE TABLE sector (
    code TEXT NOT NULL PRIMARY KEY,
    parent TEXT REFERENCES sector (code),
    name TEXT NOT NULL,
    position BIGINT NOT NULL
);

CREATE TABLE target (
    id UUID NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES unit (code),
    sector TEXT NOT NULL REFERENCES sector (code),
    from_year BIGINT NOT NULL,
    to_year BIGINT NOT NULL,
    operator TEXT NOT NULL CHECK (operator IN ('>', '>=')),
    percent DOUBLE PRECISION NOT NULL CHECK (percent > 0 AND percent <= 100),
    legal_basis TEXT NOT NULL,
    CHECK (from_year <= to_year)
);

-- A published version never changes: the trigger below holds it even against a mistake of ours.
CREATE TABLE questionnaire_version (
    id UUID NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    UNIQUE (code, number)
);

CREATE FUNCTION refuse_change_of_published_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published questionnaire version never changes';
END
$$;

CREATE TRIGGER questionnaire_version_is_immutable BEFORE UPDATE ON questionnaire_version
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_published_version();

CREATE TABLE campaign (
    id UUID NOT NULL PRIMARY KEY,
    version_id UUID NOT NULL REFERENCES questionnaire_version (id),
    title TEXT NOT NULL,
    sampling TEXT NOT NULL,
    owner TEXT NOT NULL REFERENCES unit (code),
    opens_at BIGINT NOT NULL,
    closes_at BIGINT,
    asks_sensitive BOOLEAN NOT NULL,
    CHECK (closes_at IS NULL OR closes_at > opens_at)
);

CREATE TABLE collection_point (
    code TEXT NOT NULL PRIMARY KEY,
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    unit TEXT NOT NULL REFERENCES unit (code),
    sector TEXT REFERENCES sector (code),
    mode TEXT NOT NULL,
    name TEXT NOT NULL
);

-- One row for each person who answered. The identifier comes from the client; that it is the key is what makes a repeated
-- sending harmless.
CREATE TABLE response (
    id UUID NOT NULL PRIMARY KEY,
    point TEXT NOT NULL REFERENCES collection_point (code),
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    version_id UUID NOT NULL REFERENCES questionnaire_version (id),
    unit TEXT NOT NULL REFERENCES unit (code),
    sector TEXT NOT NULL REFERENCES sector (code),
    mode TEXT NOT NULL,
    language TEXT NOT NULL,
    assisted BOOLEAN NOT NULL,
    submitted_at BIGINT NOT NULL,
    month BIGINT NOT NULL,
    answers TEXT NOT NULL
);

CREATE INDEX response_by_campaign ON response (campaign_id, sector);

-- Counts are written in the transaction that stores the responses, so they are never behind and never ahead.
CREATE TABLE response_count (
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    unit TEXT NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    month BIGINT NOT NULL,
    responses BIGINT NOT NULL,
    -- Those with at least one valid answer to an item of the index: the respondents of a figure.
    rated BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, unit, sector, mode, month)
);

-- How often an item got an answer: 0 "no opinion", 1 to 5 the scale.
CREATE TABLE answer_count (
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    unit TEXT NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    month BIGINT NOT NULL,
    item TEXT NOT NULL,
    answer BIGINT NOT NULL,
    times BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, unit, sector, mode, month, item, answer)
);

-- Rates that other systems report. They never meet the answers.
CREATE TABLE administrative_rate (
    unit TEXT NOT NULL REFERENCES unit (code),
    sector TEXT NOT NULL REFERENCES sector (code),
    year BIGINT NOT NULL,
    satisfied BIGINT NOT NULL,
    total BIGINT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (unit, sector, year),
    CHECK (satisfied BETWEEN 0 AND total AND total > 0)
);
