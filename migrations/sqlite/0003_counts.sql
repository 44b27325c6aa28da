-- Many responses a second, and figures from counts at any size.
--
-- A response is written without looking anything else up: what it refers to was read and judged before, and the triggers below refuse
-- to remove what responses refer to. Foreign keys would look up five rows for each response and, on PostgreSQL, lock them.

CREATE TABLE response_written (
    id BLOB NOT NULL PRIMARY KEY,
    point TEXT NOT NULL,
    campaign_id BLOB NOT NULL,
    version_id BLOB NOT NULL,
    unit TEXT NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    language TEXT NOT NULL,
    assisted INTEGER NOT NULL CHECK (assisted IN (0, 1)),
    submitted_at INTEGER NOT NULL,
    month INTEGER NOT NULL,
    answers TEXT NOT NULL,
    stratum TEXT,
    psu TEXT,
    weight REAL,
    CHECK ((stratum IS NULL) = (weight IS NULL) AND (psu IS NULL) = (weight IS NULL) AND (weight IS NULL OR weight > 0))
) STRICT, WITHOUT ROWID;

INSERT INTO response_written SELECT id, point, campaign_id, version_id, unit, sector, mode, language, assisted, submitted_at, month, answers,
    stratum, psu, weight FROM response;
DROP TABLE response;
ALTER TABLE response_written RENAME TO response;

-- A campaign's responses in the order of their identifiers, which is that of time.
CREATE INDEX response_by_campaign ON response (campaign_id, id);

CREATE TRIGGER collection_point_with_responses_stays BEFORE DELETE ON collection_point
WHEN EXISTS (SELECT 1 FROM response WHERE campaign_id = OLD.campaign_id AND point = OLD.code)
BEGIN
    SELECT RAISE(ABORT, 'a collection point with responses cannot be removed');
END;

CREATE TRIGGER campaign_with_responses_stays BEFORE DELETE ON campaign
WHEN EXISTS (SELECT 1 FROM response WHERE campaign_id = OLD.id)
BEGIN
    SELECT RAISE(ABORT, 'a campaign with responses cannot be removed');
END;

DROP TABLE answer_count;
DROP TABLE response_count;

-- What was stored since the last rollup: one row for each cell of each transaction that stores responses, written in that transaction.
CREATE TABLE pending (
    number INTEGER NOT NULL PRIMARY KEY,
    campaign_id BLOB NOT NULL,
    unit TEXT NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    month INTEGER NOT NULL,
    responses INTEGER NOT NULL,
    -- Those with at least one valid answer to an item of the index: the respondents of a figure.
    rated INTEGER NOT NULL,
    -- JSON: [for each section, persons with a valid answer in it; for each satisfaction item, how often 0 "no opinion" and 1 to 5].
    answers TEXT NOT NULL
) STRICT;

-- The counts of all that was rolled up. A figure is these and what is pending.
CREATE TABLE response_cell (
    -- Empty for all units together.
    unit TEXT NOT NULL,
    -- Whether what the units below it collected is counted with it.
    below INTEGER NOT NULL CHECK (below IN (0, 1)),
    -- 0 for all time, YYYY, or YYYYMM.
    period INTEGER NOT NULL,
    campaign_id BLOB NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    responses INTEGER NOT NULL,
    rated INTEGER NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (unit, below, period, campaign_id, sector, mode)
) STRICT, WITHOUT ROWID;

-- The counts begin empty: the program counts anew what is stored already when it first opens the database.
INSERT INTO setting (name, value) VALUES ('counts', 'stale') ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- Goes up with each change of what the program keeps in memory, so that every instance notices.
CREATE TABLE revision (
    number INTEGER NOT NULL
) STRICT;
INSERT INTO revision (number) VALUES (1);
CREATE TRIGGER setting_insert_is_noticed AFTER INSERT ON setting BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER setting_update_is_noticed AFTER UPDATE ON setting BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER setting_delete_is_noticed AFTER DELETE ON setting BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER unit_insert_is_noticed AFTER INSERT ON unit BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER unit_update_is_noticed AFTER UPDATE ON unit BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER unit_delete_is_noticed AFTER DELETE ON unit BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER sector_insert_is_noticed AFTER INSERT ON sector BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER sector_update_is_noticed AFTER UPDATE ON sector BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER sector_delete_is_noticed AFTER DELETE ON sector BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER target_insert_is_noticed AFTER INSERT ON target BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER target_update_is_noticed AFTER UPDATE ON target BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER target_delete_is_noticed AFTER DELETE ON target BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER questionnaire_version_insert_is_noticed AFTER INSERT ON questionnaire_version BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER questionnaire_version_update_is_noticed AFTER UPDATE ON questionnaire_version BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER questionnaire_version_delete_is_noticed AFTER DELETE ON questionnaire_version BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER campaign_insert_is_noticed AFTER INSERT ON campaign BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER campaign_update_is_noticed AFTER UPDATE ON campaign BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER campaign_delete_is_noticed AFTER DELETE ON campaign BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER collection_point_insert_is_noticed AFTER INSERT ON collection_point BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER collection_point_update_is_noticed AFTER UPDATE ON collection_point BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER collection_point_delete_is_noticed AFTER DELETE ON collection_point BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER administrative_rate_insert_is_noticed AFTER INSERT ON administrative_rate BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER administrative_rate_update_is_noticed AFTER UPDATE ON administrative_rate BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER administrative_rate_delete_is_noticed AFTER DELETE ON administrative_rate BEGIN UPDATE revision SET number = number + 1; END;
