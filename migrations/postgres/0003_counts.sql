-- Many responses a second, and figures from counts at any size.
--
-- A response is written without looking anything else up: what it refers to was read and judged before, and the triggers below refuse
-- to remove what responses refer to. Foreign keys would look up five rows for each response and, on PostgreSQL, lock them.

ALTER TABLE response
    DROP CONSTRAINT response_point_fkey,
    DROP CONSTRAINT response_campaign_id_fkey,
    DROP CONSTRAINT response_version_id_fkey,
    DROP CONSTRAINT response_unit_fkey,
    DROP CONSTRAINT response_sector_fkey;

-- A campaign's responses in the order of their identifiers, which is that of time.
DROP INDEX response_by_campaign;
CREATE INDEX response_by_campaign ON response (campaign_id, id);

CREATE FUNCTION refuse_removal_of_point() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM response WHERE campaign_id = OLD.campaign_id AND point = OLD.code) THEN
        RAISE EXCEPTION 'a collection point with responses cannot be removed';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER collection_point_with_responses_stays BEFORE DELETE ON collection_point
FOR EACH ROW EXECUTE FUNCTION refuse_removal_of_point();

CREATE FUNCTION refuse_removal_of_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM response WHERE campaign_id = OLD.id) THEN
        RAISE EXCEPTION 'a campaign with responses cannot be removed';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER campaign_with_responses_stays BEFORE DELETE ON campaign
FOR EACH ROW EXECUTE FUNCTION refuse_removal_of_campaign();

-- Codes are compared and ordered byte by byte, as SQLite does it, whatever language the database was made for.
ALTER TABLE setting ALTER COLUMN name TYPE TEXT COLLATE "C";
ALTER TABLE unit ALTER COLUMN code TYPE TEXT COLLATE "C", ALTER COLUMN parent TYPE TEXT COLLATE "C", ALTER COLUMN successor TYPE TEXT COLLATE "C";
ALTER TABLE sector ALTER COLUMN code TYPE TEXT COLLATE "C", ALTER COLUMN parent TYPE TEXT COLLATE "C";
ALTER TABLE target ALTER COLUMN unit TYPE TEXT COLLATE "C", ALTER COLUMN sector TYPE TEXT COLLATE "C";
ALTER TABLE questionnaire_version ALTER COLUMN code TYPE TEXT COLLATE "C";
ALTER TABLE campaign ALTER COLUMN owner TYPE TEXT COLLATE "C";
ALTER TABLE collection_point ALTER COLUMN code TYPE TEXT COLLATE "C", ALTER COLUMN unit TYPE TEXT COLLATE "C", ALTER COLUMN sector TYPE TEXT COLLATE "C";
ALTER TABLE response ALTER COLUMN point TYPE TEXT COLLATE "C", ALTER COLUMN unit TYPE TEXT COLLATE "C", ALTER COLUMN sector TYPE TEXT COLLATE "C", ALTER COLUMN mode TYPE TEXT COLLATE "C";
ALTER TABLE administrative_rate ALTER COLUMN unit TYPE TEXT COLLATE "C", ALTER COLUMN sector TYPE TEXT COLLATE "C";

DROP TABLE answer_count;
DROP TABLE response_count;

-- What was stored since the last rollup: one row for each cell of each transaction that stores responses, written in that transaction.
CREATE TABLE pending (
    number BIGINT NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id UUID NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    sector TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C" NOT NULL,
    month BIGINT NOT NULL,
    responses BIGINT NOT NULL,
    -- Those with at least one valid answer to an item of the index: the respondents of a figure.
    rated BIGINT NOT NULL,
    -- JSON: [for each section, persons with a valid answer in it; for each satisfaction item, how often 0 "no opinion" and 1 to 5].
    answers TEXT NOT NULL
) WITH (
    -- Rows live for a second; what they leave behind is cleared away before it is in the way of reading.
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000
);

-- The counts of all that was rolled up. A figure is these and what is pending.
CREATE TABLE response_cell (
    -- Empty for all units together.
    unit TEXT COLLATE "C" NOT NULL,
    -- Whether what the units below it collected is counted with it.
    below BOOLEAN NOT NULL,
    -- 0 for all time, YYYY, or YYYYMM.
    period BIGINT NOT NULL,
    campaign_id UUID NOT NULL,
    sector TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C" NOT NULL,
    responses BIGINT NOT NULL,
    rated BIGINT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (unit, below, period, campaign_id, sector, mode)
);

-- The counts begin empty: the program counts anew what is stored already when it first opens the database.
INSERT INTO setting (name, value) VALUES ('counts', 'stale') ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- Goes up with each change of what the program keeps in memory, so that every instance notices.
CREATE TABLE revision (
    number BIGINT NOT NULL
);
INSERT INTO revision (number) VALUES (1);

CREATE FUNCTION notice_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE revision SET number = number + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER setting_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON setting FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
CREATE TRIGGER unit_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON unit FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
CREATE TRIGGER sector_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON sector FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
CREATE TRIGGER target_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON target FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
CREATE TRIGGER questionnaire_version_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON questionnaire_version FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
CREATE TRIGGER campaign_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON campaign FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
CREATE TRIGGER collection_point_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON collection_point FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
CREATE TRIGGER administrative_rate_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON administrative_rate FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
