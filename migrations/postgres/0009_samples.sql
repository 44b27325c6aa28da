-- Samples that were drawn for campaigns. Once drawn, a sample never changes: the triggers hold it even against a mistake of ours.

CREATE TABLE sample (
    campaign_id UUID NOT NULL PRIMARY KEY REFERENCES campaign (id),
    drawn_at BIGINT NOT NULL,
    drawn_by TEXT NOT NULL,
    -- SHA-256 of what stood in the frame, in hexadecimal digits, and how many elements it had. The frame itself is not kept.
    frame_hash TEXT NOT NULL,
    frame_elements BIGINT NOT NULL CHECK (frame_elements > 0),
    -- The design and the names of the columns that it used, as JSON.
    plan TEXT NOT NULL,
    seed TEXT NOT NULL,
    seed_typed BOOLEAN NOT NULL,
    -- The version of the rules by which it was drawn.
    algorithm BIGINT NOT NULL,
    -- What was drawn of each stratum, as JSON; of whom, as SHA-256 of the references.
    strata TEXT NOT NULL,
    result_hash TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0 AND size <= frame_elements)
);

-- Whom it drew. Who is invited goes over to the invitations and is erased here by the same transaction: what was drawn and what is still open
-- would together tell who answered.
CREATE TABLE sample_element (
    campaign_id UUID NOT NULL REFERENCES sample (campaign_id),
    -- The place in the frame, from 1.
    position BIGINT NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    stratum_name TEXT NOT NULL,
    psu_name TEXT NOT NULL,
    stratum TEXT COLLATE "C" NOT NULL,
    psu TEXT COLLATE "C" NOT NULL,
    probability DOUBLE PRECISION NOT NULL CHECK (probability > 0 AND probability <= 1),
    weight DOUBLE PRECISION NOT NULL CHECK (weight >= 1),
    PRIMARY KEY (campaign_id, position)
);

CREATE UNIQUE INDEX sample_element_by_reference ON sample_element (campaign_id, reference);

CREATE FUNCTION refuse_change_of_sample() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a sample that was drawn never changes';
END
$$;
CREATE FUNCTION refuse_beyond_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF (SELECT state FROM campaign WHERE id = OLD.campaign_id) <> 'draft' THEN
            RAISE EXCEPTION 'only the sample of a draft is discarded';
        END IF;
        RETURN OLD;
    END IF;
    IF (SELECT state FROM campaign WHERE id = NEW.campaign_id) <> 'draft' THEN
        RAISE EXCEPTION 'a sample that was drawn never changes';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION refuse_removal_unless_invited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM campaign WHERE id = OLD.campaign_id) <> 'draft' AND NOT EXISTS (
        SELECT 1 FROM invitation_batch AS batch JOIN collection_point AS point ON point.code = batch.point
        WHERE point.campaign_id = OLD.campaign_id
    ) THEN
        RAISE EXCEPTION 'who was drawn stays drawn until people are invited';
    END IF;
    RETURN OLD;
END
$$;

CREATE TRIGGER sample_is_frozen BEFORE UPDATE ON sample FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sample();
CREATE TRIGGER sample_stays BEFORE DELETE ON sample FOR EACH ROW EXECUTE FUNCTION refuse_beyond_draft();
CREATE TRIGGER sample_element_is_frozen BEFORE UPDATE ON sample_element FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sample();
CREATE TRIGGER sample_is_not_enlarged BEFORE INSERT ON sample_element FOR EACH ROW EXECUTE FUNCTION refuse_beyond_draft();
CREATE TRIGGER sample_element_stays BEFORE DELETE ON sample_element FOR EACH ROW EXECUTE FUNCTION refuse_removal_unless_invited();
