-- The same counts without telling campaigns apart where no figure does: those of one questionnaire version, one measure and one minimum of
-- respondents for publication are one pool. A country's figure was a row for each of a thousand campaigns; now it is a row for each pool.
CREATE TABLE pooled_cell (
    -- The unit with all below it; empty for all units together.
    unit TEXT NOT NULL,
    -- 0 for all time, YYYY, or YYYYMM.
    period INTEGER NOT NULL,
    -- Made from the version, the measure and the minimum: store/pools.rs.
    pool_id BLOB NOT NULL,
    sector TEXT NOT NULL,
    mode TEXT NOT NULL,
    responses INTEGER NOT NULL,
    rated INTEGER NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (unit, period, pool_id, sector, mode)
) STRICT, WITHOUT ROWID;

-- They begin empty: the program counts anew what is stored already when it first opens the database.
INSERT INTO setting (name, value) VALUES ('counts', 'stale') ON CONFLICT (name) DO UPDATE SET value = excluded.value;
