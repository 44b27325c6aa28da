-- How long what was answered is kept, what was erased when its time was over, and what must be kept because somebody ordered so.

-- Campaigns of which nothing may be erased at present. Who ordered it, when it was lifted and by whom stands in the log.
CREATE TABLE legal_hold (
    campaign_id UUID NOT NULL PRIMARY KEY REFERENCES campaign (id),
    placed_at BIGINT NOT NULL,
    placed_by TEXT COLLATE "C" NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> '')
);

-- What was erased of a campaign because its time was over: one row for each kind, begun with the first rows that go and finished with the last.
CREATE TABLE disposal (
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('texts', 'links', 'responses')),
    begun_at BIGINT NOT NULL,
    finished_at BIGINT,
    -- Up to which response texts were looked for.
    reached UUID,
    -- How many rows of each sort were changed or erased so far.
    responses BIGINT NOT NULL DEFAULT 0,
    texts BIGINT NOT NULL DEFAULT 0,
    elements BIGINT NOT NULL DEFAULT 0,
    entries BIGINT NOT NULL DEFAULT 0,
    -- SHA-256 over the counts of the responses that were erased, in hexadecimal digits.
    counts_hash TEXT COLLATE "C",
    PRIMARY KEY (campaign_id, kind),
    CHECK ((counts_hash IS NOT NULL) = (kind = 'responses' AND finished_at IS NOT NULL))
);

-- What the erased responses of a campaign add to the counts: written by the transaction that erases them, so that a recount from what is left and
-- from these gives what it gave before.
CREATE TABLE disposed_cell (
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    unit TEXT COLLATE "C" NOT NULL,
    sector TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C" NOT NULL,
    month BIGINT NOT NULL,
    responses BIGINT NOT NULL,
    rated BIGINT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (campaign_id, unit, sector, mode, month)
);

-- Of random samples also what intervals are computed from, person by person: answers to the satisfaction items and the place in the sample, without
-- identifier, moment, place or anything that people said of themselves. Equal ones are one row, and rows lie in the order of a hash.
CREATE TABLE disposed_person (
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    hash BYTEA NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    sector TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C" NOT NULL,
    month BIGINT NOT NULL,
    answers TEXT NOT NULL,
    stratum TEXT COLLATE "C",
    psu TEXT COLLATE "C",
    weight DOUBLE PRECISION,
    persons BIGINT NOT NULL CHECK (persons > 0),
    PRIMARY KEY (campaign_id, hash)
);

-- Responses that were to be withdrawn while their campaign was held. They go when it is held no more.
CREATE TABLE withdrawal_request (
    response_id UUID NOT NULL PRIMARY KEY,
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    asked_at BIGINT NOT NULL
);

CREATE FUNCTION refuse_removal_of_held_response() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM legal_hold WHERE campaign_id = OLD.campaign_id) THEN
        RAISE EXCEPTION 'nothing of a campaign on hold is erased';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER held_response_stays BEFORE DELETE ON response
FOR EACH ROW EXECUTE FUNCTION refuse_removal_of_held_response();

CREATE FUNCTION refuse_change_of_disposed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'the counts of erased responses stay';
    END IF;
    IF EXISTS (
        SELECT 1 FROM disposal WHERE campaign_id = OLD.campaign_id AND kind = 'responses' AND finished_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the counts of erased responses never change';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER disposed_cell_stays BEFORE UPDATE OR DELETE ON disposed_cell
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_disposed();
CREATE TRIGGER disposed_person_stays BEFORE DELETE ON disposed_person
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_disposed();

-- A point whose responses were erased stays like one that has them, and so does its campaign.
CREATE OR REPLACE FUNCTION refuse_removal_of_point() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM response WHERE campaign_id = OLD.campaign_id AND point = OLD.code)
        OR EXISTS (SELECT 1 FROM disposal WHERE campaign_id = OLD.campaign_id AND kind = 'responses' AND responses > 0) THEN
        RAISE EXCEPTION 'a collection point with responses cannot be removed';
    END IF;
    RETURN OLD;
END
$$;

CREATE OR REPLACE FUNCTION refuse_removal_unless_invited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM campaign WHERE id = OLD.campaign_id) <> 'draft' AND NOT EXISTS (
        SELECT 1 FROM invitation_batch AS batch JOIN collection_point AS point ON point.code = batch.point
        WHERE point.campaign_id = OLD.campaign_id
    ) AND NOT EXISTS (SELECT 1 FROM disposal WHERE campaign_id = OLD.campaign_id AND kind = 'links') THEN
        RAISE EXCEPTION 'who was drawn stays drawn until people are invited';
    END IF;
    RETURN OLD;
END
$$;
