-- Samples that were drawn for campaigns. Once drawn, a sample never changes: the triggers hold it even against a mistake of ours.

CREATE TABLE sample (
    campaign_id BLOB NOT NULL PRIMARY KEY REFERENCES campaign (id),
    drawn_at INTEGER NOT NULL,
    drawn_by TEXT NOT NULL,
    -- SHA-256 of what stood in the frame, in hexadecimal digits, and how many elements it had. The frame itself is not kept.
    frame_hash TEXT NOT NULL,
    frame_elements INTEGER NOT NULL CHECK (frame_elements > 0),
    -- The design and the names of the columns that it used, as JSON.
    plan TEXT NOT NULL,
    seed TEXT NOT NULL,
    seed_typed INTEGER NOT NULL CHECK (seed_typed IN (0, 1)),
    -- The version of the rules by which it was drawn.
    algorithm INTEGER NOT NULL,
    -- What was drawn of each stratum, as JSON; of whom, as SHA-256 of the references.
    strata TEXT NOT NULL,
    result_hash TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0 AND size <= frame_elements)
) STRICT, WITHOUT ROWID;

-- Whom it drew. Who is invited goes over to the invitations and is erased here by the same transaction: what was drawn and what is still open
-- would together tell who answered.
CREATE TABLE sample_element (
    campaign_id BLOB NOT NULL REFERENCES sample (campaign_id),
    -- The place in the frame, from 1.
    position INTEGER NOT NULL,
    reference TEXT NOT NULL,
    stratum_name TEXT NOT NULL,
    psu_name TEXT NOT NULL,
    stratum TEXT NOT NULL,
    psu TEXT NOT NULL,
    probability REAL NOT NULL CHECK (probability > 0 AND probability <= 1),
    weight REAL NOT NULL CHECK (weight >= 1),
    PRIMARY KEY (campaign_id, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX sample_element_by_reference ON sample_element (campaign_id, reference);

CREATE TRIGGER sample_is_frozen BEFORE UPDATE ON sample
BEGIN
    SELECT RAISE(ABORT, 'a sample that was drawn never changes');
END;
CREATE TRIGGER sample_stays BEFORE DELETE ON sample
WHEN (SELECT state FROM campaign WHERE id = OLD.campaign_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'only the sample of a draft is discarded');
END;
CREATE TRIGGER sample_element_is_frozen BEFORE UPDATE ON sample_element
BEGIN
    SELECT RAISE(ABORT, 'a sample that was drawn never changes');
END;
CREATE TRIGGER sample_is_not_enlarged BEFORE INSERT ON sample_element
WHEN (SELECT state FROM campaign WHERE id = NEW.campaign_id) <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'a sample that was drawn never changes');
END;
CREATE TRIGGER sample_element_stays BEFORE DELETE ON sample_element
WHEN (SELECT state FROM campaign WHERE id = OLD.campaign_id) <> 'draft' AND NOT EXISTS (
    SELECT 1 FROM invitation_batch AS batch JOIN collection_point AS point ON point.code = batch.point
    WHERE point.campaign_id = OLD.campaign_id
)
BEGIN
    SELECT RAISE(ABORT, 'who was drawn stays drawn until people are invited');
END;
