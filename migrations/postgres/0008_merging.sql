-- Units that were split, what becomes of collection points when their unit ends, and classes of percentages.

-- The parts into which a unit was split. A unit that was merged whole into one other has that as its `successor`: its answers can be counted
-- with the successor's. Of a unit that was split no answer says about which part it was given: counted with one part it would be a guess, and
-- with each it would count twice. So the two are different facts, and a unit has one of them or neither. When it happened is the end of the
-- unit itself.
CREATE TABLE unit_part (
    unit TEXT COLLATE "C" NOT NULL REFERENCES unit (code),
    part TEXT COLLATE "C" NOT NULL REFERENCES unit (code),
    PRIMARY KEY (unit, part),
    CHECK (unit <> part)
);
CREATE INDEX unit_part_by_part ON unit_part (part);
CREATE INDEX unit_by_successor ON unit (successor);
CREATE INDEX collection_point_by_unit ON collection_point (unit);

-- What becomes of a collection point when its unit ends: from then on it is about another unit, or, with none, it is withdrawn.
CREATE TABLE point_fate (
    point TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES collection_point (code) ON DELETE CASCADE,
    moves_to TEXT COLLATE "C" REFERENCES unit (code)
);
CREATE INDEX point_fate_by_unit ON point_fate (moves_to);

-- About which units answers were given at a collection point before it moved.
CREATE TABLE point_before (
    point TEXT COLLATE "C" NOT NULL REFERENCES collection_point (code) ON DELETE CASCADE,
    unit TEXT COLLATE "C" NOT NULL REFERENCES unit (code),
    PRIMARY KEY (point, unit)
);
CREATE INDEX point_before_by_unit ON point_before (unit);

-- Classes by which a unit names percentages, for itself and all below it, from a year on until its next classification holds.
CREATE TABLE classification (
    id UUID NOT NULL PRIMARY KEY,
    unit TEXT COLLATE "C" NOT NULL REFERENCES unit (code),
    from_year BIGINT NOT NULL,
    legal_basis TEXT NOT NULL,
    UNIQUE (unit, from_year)
);

-- A class reaches from its own bound up to the next one. The lowest has 0, so that there is a class for every percentage, and one only.
CREATE TABLE classification_class (
    classification_id UUID NOT NULL REFERENCES classification (id) ON DELETE CASCADE,
    at_least DOUBLE PRECISION NOT NULL CHECK (at_least >= 0 AND at_least <= 100),
    name TEXT NOT NULL,
    PRIMARY KEY (classification_id, at_least)
);

CREATE TRIGGER unit_part_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON unit_part FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
CREATE TRIGGER classification_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON classification FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
CREATE TRIGGER classification_class_change_is_noticed AFTER INSERT OR UPDATE OR DELETE ON classification_class FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
