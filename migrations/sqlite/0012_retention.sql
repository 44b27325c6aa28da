-- How long what was answered is kept, what was erased when its time was over, and what must be kept because somebody ordered so.

-- Campaigns of which nothing may be erased at present. Who ordered it, when it was lifted and by whom stands in the log.
CREATE TABLE legal_hold (
    campaign_id BLOB NOT NULL PRIMARY KEY REFERENCES campaign (id),
    placed_at INTEGER NOT NULL,
    placed_by TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> '')
) STRICT, WITHOUT ROWID;

-- What was erased of a campaign because its time was over: one row for each kind, begun with the first rows that go and finished with the last.
CREATE TABLE disposal (
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    kind TEXT NOT NULL CHECK (kind IN ('texts', 'links', 'responses')),
    begun_at INTEGER NOT NULL,
    finished_at INTEGER,
    -- Up to which response texts were looked for.
    reached BLOB,
    -- How many rows of each sort were changed or erased so far.
    responses INTEGER NOT NULL DEFAULT 0,
    texts INTEGER NOT NULL DEFAULT 0,
    elements INTEGER NOT NULL DEFAULT 0,
    entries INTEGER NOT NULL DEFAULT 0,
    -- SHA-256 over the counts of the responses that were erased, in hexadecimal digits.
    counts_hash TEXT,
    PRIMARY KEY (campaign_id, kind),
    CHECK ((counts_hash IS NOT NULL) = (kind = 'responses' AND finished_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- What the erased responses of a campaign add to the counts: written by the transaction that erases them, so that a recount from what is left and
-- from these gives what it gave before.
CREATE TABLE disposed_cell (
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    unit TEXT NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    month INTEGER NOT NULL,
    responses INTEGER NOT NULL,
    rated INTEGER NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (campaign_id, unit, sector, mode, month)
) STRICT, WITHOUT ROWID;

-- Of random samples also what intervals are computed from, person by person: answers to the satisfaction items and the place in the sample, without
-- identifier, moment, place or anything that people said of themselves. Equal ones are one row, and rows lie in the order of a hash.
CREATE TABLE disposed_person (
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    hash BLOB NOT NULL,
    unit TEXT NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    month INTEGER NOT NULL,
    answers TEXT NOT NULL,
    stratum TEXT,
    psu TEXT,
    weight REAL,
    persons INTEGER NOT NULL CHECK (persons > 0),
    PRIMARY KEY (campaign_id, hash)
) STRICT, WITHOUT ROWID;

-- Responses that were to be withdrawn while their campaign was held. They go when it is held no more.
CREATE TABLE withdrawal_request (
    response_id BLOB NOT NULL PRIMARY KEY,
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    asked_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER held_response_stays BEFORE DELETE ON response
WHEN EXISTS (SELECT 1 FROM legal_hold WHERE campaign_id = OLD.campaign_id)
BEGIN
    SELECT RAISE(ABORT, 'nothing of a campaign on hold is erased');
END;

CREATE TRIGGER disposed_cell_stays BEFORE DELETE ON disposed_cell
BEGIN
    SELECT RAISE(ABORT, 'the counts of erased responses stay');
END;
CREATE TRIGGER disposed_cell_is_frozen BEFORE UPDATE ON disposed_cell
WHEN EXISTS (SELECT 1 FROM disposal WHERE campaign_id = OLD.campaign_id AND kind = 'responses' AND finished_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'the counts of erased responses never change');
END;
CREATE TRIGGER disposed_person_stays BEFORE DELETE ON disposed_person
BEGIN
    SELECT RAISE(ABORT, 'what intervals of erased responses are computed from stays');
END;

-- A point whose responses were erased stays like one that has them, and so does its campaign.
DROP TRIGGER collection_point_with_responses_stays;
CREATE TRIGGER collection_point_with_responses_stays BEFORE DELETE ON collection_point
WHEN EXISTS (SELECT 1 FROM response WHERE campaign_id = OLD.campaign_id AND point = OLD.code)
    OR EXISTS (SELECT 1 FROM disposal WHERE campaign_id = OLD.campaign_id AND kind = 'responses' AND responses > 0)
BEGIN
    SELECT RAISE(ABORT, 'a collection point with responses cannot be removed');
END;

DROP TRIGGER sample_element_stays;
CREATE TRIGGER sample_element_stays BEFORE DELETE ON sample_element
WHEN (SELECT state FROM campaign WHERE id = OLD.campaign_id) <> 'draft' AND NOT EXISTS (
    SELECT 1 FROM invitation_batch AS batch JOIN collection_point AS point ON point.code = batch.point
    WHERE point.campaign_id = OLD.campaign_id
) AND NOT EXISTS (SELECT 1 FROM disposal WHERE campaign_id = OLD.campaign_id AND kind = 'links')
BEGIN
    SELECT RAISE(ABORT, 'who was drawn stays drawn until people are invited');
END;
