-- What is done about weak figures: actions, what is noted of them, and the minutes of reviews; and indices that others publish.

CREATE TABLE improvement_action (
    id BLOB NOT NULL PRIMARY KEY,
    -- What is weak: the unit that is judged, the sector, perhaps a part of a questionnaire (`form/factor/code`), the period of the baseline.
    unit TEXT NOT NULL REFERENCES unit (code),
    sector TEXT NOT NULL REFERENCES sector (code),
    part TEXT,
    period TEXT NOT NULL,
    responsible TEXT NOT NULL REFERENCES unit (code),
    role TEXT NOT NULL,
    task TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('planned', 'under_way', 'done', 'dropped')),
    -- The figures as they stood when it was begun, in JSON.
    baseline TEXT NOT NULL
) STRICT;

CREATE INDEX improvement_action_by_unit ON improvement_action (unit);

CREATE TABLE improvement_note (
    id BLOB NOT NULL PRIMARY KEY,
    action_id BLOB NOT NULL REFERENCES improvement_action (id),
    -- YYYYMM.
    month INTEGER NOT NULL,
    text TEXT NOT NULL,
    evidence TEXT NOT NULL
) STRICT;

CREATE INDEX improvement_note_by_action ON improvement_note (action_id);
CREATE INDEX improvement_note_by_month ON improvement_note (month);

-- Indices that others publish, by unit and year, perhaps with what was to be reached.
CREATE TABLE outside_index (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    unit TEXT NOT NULL REFERENCES unit (code),
    year INTEGER NOT NULL,
    value REAL,
    rank INTEGER,
    goal TEXT,
    amount REAL,
    source TEXT NOT NULL,
    UNIQUE (name, unit, year),
    CHECK ((goal IS NULL) = (amount IS NULL))
) STRICT;

CREATE INDEX outside_index_by_unit ON outside_index (unit);

-- Minutes of monthly reviews as they were kept; what they say, in JSON.
CREATE TABLE review (
    id BLOB NOT NULL PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES unit (code),
    -- YYYYMM.
    month INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    facts TEXT NOT NULL
) STRICT;

CREATE INDEX review_by_unit ON review (unit, month);

-- What was kept was printed and signed: it never changes.
CREATE TRIGGER review_is_immutable BEFORE UPDATE ON review
BEGIN
    SELECT RAISE(ABORT, 'minutes that were kept never change');
END;
