-- Campaigns have a state, units that they measure, sectors about which they ask, and perhaps a minimum of their own for publication.
-- Questionnaire versions begin as drafts and may be retired.

ALTER TABLE campaign ADD COLUMN state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('draft', 'open', 'closed', 'archived'));
-- Figures of fewer respondents are hidden; NULL is the installation's own minimum, which holds in any case.
ALTER TABLE campaign ADD COLUMN minimum INTEGER CHECK (minimum > 0);

-- The units that a campaign measures, each with all below it.
CREATE TABLE campaign_unit (
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    unit TEXT NOT NULL REFERENCES unit (code),
    PRIMARY KEY (campaign_id, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_unit_by_unit ON campaign_unit (unit);

-- The sectors about which a campaign asks, each with all below it.
CREATE TABLE campaign_sector (
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    sector TEXT NOT NULL REFERENCES sector (code),
    PRIMARY KEY (campaign_id, sector)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_sector_by_sector ON campaign_sector (sector);

-- What lies below a unit, and where a campaign is answered, is asked for on every page of those who run surveys.
CREATE INDEX unit_by_parent ON unit (parent);
CREATE INDEX collection_point_by_campaign ON collection_point (campaign_id);

-- What ran before measured its owner with all below it, and whatever else its points are about.
INSERT INTO campaign_unit (campaign_id, unit) SELECT id, owner FROM campaign;
INSERT INTO campaign_unit (campaign_id, unit)
WITH RECURSIVE measured (campaign_id, unit) AS (
    SELECT id, owner FROM campaign
    UNION SELECT measured.campaign_id, unit.code FROM unit JOIN measured ON unit.parent = measured.unit
)
SELECT campaign_id, unit FROM collection_point EXCEPT SELECT campaign_id, unit FROM measured;
INSERT INTO campaign_sector (campaign_id, sector)
SELECT campaign_id, sector FROM collection_point WHERE sector IS NOT NULL
UNION
SELECT point.campaign_id, sector.code FROM collection_point AS point
JOIN campaign ON campaign.id = point.campaign_id
JOIN questionnaire_version AS version ON version.id = campaign.version_id
JOIN sector ON CASE json_extract(version.document, '$.about')
    WHEN 'procedure' THEN sector.parent = 'administrative-procedures'
    WHEN 'health' THEN sector.code = 'health'
    WHEN 'education' THEN sector.code = 'education'
    ELSE sector.code = 'state-agencies'
END
WHERE point.sector IS NULL;

-- The number is 0 while a version is a draft, and given when it is published. Of a draft, `published_at` is when it was last changed.
ALTER TABLE questionnaire_version ADD COLUMN state TEXT NOT NULL DEFAULT 'published' CHECK (
    state IN ('draft', 'published', 'retired') AND (state = 'draft') = (number = 0)
);

DROP TRIGGER questionnaire_version_is_immutable;
CREATE TRIGGER questionnaire_version_is_immutable BEFORE UPDATE ON questionnaire_version
WHEN NOT (
    NEW.id = OLD.id AND NEW.code = OLD.code AND (
        OLD.state = 'draft'
        OR (OLD.state = 'published' AND NEW.state = 'retired' AND NEW.number = OLD.number AND NEW.document = OLD.document
            AND NEW.published_at = OLD.published_at)
    )
)
BEGIN
    SELECT RAISE(ABORT, 'a published questionnaire version never changes');
END;
CREATE TRIGGER questionnaire_version_stays BEFORE DELETE ON questionnaire_version WHEN OLD.state <> 'draft'
BEGIN
    SELECT RAISE(ABORT, 'a published questionnaire version is never removed');
END;

CREATE TRIGGER campaign_unit_insert_is_noticed AFTER INSERT ON campaign_unit BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER campaign_unit_update_is_noticed AFTER UPDATE ON campaign_unit BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER campaign_unit_delete_is_noticed AFTER DELETE ON campaign_unit BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER campaign_sector_insert_is_noticed AFTER INSERT ON campaign_sector BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER campaign_sector_update_is_noticed AFTER UPDATE ON campaign_sector BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER campaign_sector_delete_is_noticed AFTER DELETE ON campaign_sector BEGIN UPDATE revision SET number = number + 1; END;
