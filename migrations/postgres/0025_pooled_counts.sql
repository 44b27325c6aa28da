-- The same counts without telling campaigns apart where no figure does: those of one questionnaire version, one measure and one minimum of
-- respondents for publication are one pool. A country's figure was a row for each of a thousand campaigns; now it is a row for each pool.
CREATE TABLE pooled_cell (
    -- The unit with all below it; empty for all units together.
    unit TEXT COLLATE "C" NOT NULL,
    -- 0 for all time, YYYY, or YYYYMM.
    period BIGINT NOT NULL,
    -- Made from the version, the measure and the minimum: store/pools.rs.
    pool_id UUID NOT NULL,
    sector TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C" NOT NULL,
    responses BIGINT NOT NULL,
    rated BIGINT NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (unit, period, pool_id, sector, mode)
);

-- They begin empty: the program counts anew what is stored already when it first opens the database.
INSERT INTO setting (name, value) VALUES ('counts', 'stale') ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- While a new version takes over, the one before it still runs. It knows no pools, so it must not change counts any more: what it stores stays pending,
-- figures read that too, and the new one folds it. Connections of programs that keep both say so (store/database.rs).
CREATE FUNCTION counts_are_pooled_too() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('hailong.pools', TRUE) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'only a program that counts by pool as well changes counts';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER counts_are_pooled_too BEFORE INSERT OR UPDATE OR DELETE ON response_cell
FOR EACH STATEMENT EXECUTE FUNCTION counts_are_pooled_too();
