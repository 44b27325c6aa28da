-- Units that were split, what becomes of collection points when their unit ends, and classes of percentages.

-- The parts into which a unit was split. A unit that was merged whole into one other has that as its `successor`: its answers can be counted
-- with the successor's. Of a unit that was split no answer says about which part it was given: counted with one part it would be a guess, and
-- with each it would count twice. So the two are different facts, and a unit has one of them or neither. When it happened is the end of the
-- unit itself.
CREATE TABLE unit_part (
    unit TEXT NOT NULL REFERENCES unit (code),
    part TEXT NOT NULL REFERENCES unit (code),
    PRIMARY KEY (unit, part),
    CHECK (unit <> part)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_part_by_part ON unit_part (part);
CREATE INDEX unit_by_successor ON unit (successor);
CREATE INDEX collection_point_by_unit ON collection_point (unit);

-- What becomes of a collection point when its unit ends: from then on it is about another unit, or, with none, it is withdrawn.
CREATE TABLE point_fate (
    point TEXT NOT NULL PRIMARY KEY REFERENCES collection_point (code) ON DELETE CASCADE,
    moves_to TEXT REFERENCES unit (code)
) STRICT, WITHOUT ROWID;
CREATE INDEX point_fate_by_unit ON point_fate (moves_to);

-- About which units answers were given at a collection point before it moved.
CREATE TABLE point_before (
    point TEXT NOT NULL REFERENCES collection_point (code) ON DELETE CASCADE,
    unit TEXT NOT NULL REFERENCES unit (code),
    PRIMARY KEY (point, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX point_before_by_unit ON point_before (unit);

-- Classes by which a unit names percentages, for itself and all below it, from a year on until its next classification holds.
CREATE TABLE classification (
    id BLOB NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES unit (code),
    from_year INTEGER NOT NULL,
    legal_basis TEXT NOT NULL,
    UNIQUE (unit, from_year)
) STRICT, WITHOUT ROWID;

-- A class reaches from its own bound up to the next one. The lowest has 0, so that there is a class for every percentage, and one only.
CREATE TABLE classification_class (
    classification_id BLOB NOT NULL REFERENCES classification (id) ON DELETE CASCADE,
    at_least REAL NOT NULL CHECK (at_least >= 0 AND at_least <= 100),
    name TEXT NOT NULL,
    PRIMARY KEY (classification_id, at_least)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER unit_part_insert_is_noticed AFTER INSERT ON unit_part BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER unit_part_update_is_noticed AFTER UPDATE ON unit_part BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER unit_part_delete_is_noticed AFTER DELETE ON unit_part BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER classification_insert_is_noticed AFTER INSERT ON classification BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER classification_update_is_noticed AFTER UPDATE ON classification BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER classification_delete_is_noticed AFTER DELETE ON classification BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER classification_class_insert_is_noticed AFTER INSERT ON classification_class BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER classification_class_update_is_noticed AFTER UPDATE ON classification_class BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER classification_class_delete_is_noticed AFTER DELETE ON classification_class BEGIN UPDATE revision SET number = number + 1; END;
