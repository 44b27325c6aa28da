-- What becomes of collection points is kept for the unit that ends, not for each point: what is due concerns the points that stand there on
-- the day, those that were added, moved there or taken back into use since then included; and where they move is what the chain of successors
-- says on that day.
CREATE TABLE unit_fate (
    unit TEXT NOT NULL PRIMARY KEY REFERENCES unit (code),
    -- Whether they move on; otherwise they are withdrawn.
    moves INTEGER NOT NULL CHECK (moves IN (0, 1))
) STRICT, WITHOUT ROWID;

INSERT INTO unit_fate (unit, moves)
SELECT unit.code, MAX(point_fate.moves_to IS NOT NULL)
FROM point_fate
JOIN collection_point ON collection_point.code = point_fate.point
JOIN unit ON unit.code = collection_point.unit
WHERE unit.valid_to IS NOT NULL
GROUP BY unit.code;

DROP TABLE point_fate;
