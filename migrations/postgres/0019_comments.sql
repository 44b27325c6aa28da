-- What people wrote in their own words, beside the answers in which it stands, so that it is found by unit, month and words.

CREATE TABLE comment (
    -- A comment goes with its response, whatever takes that away.
    response_id UUID NOT NULL REFERENCES response (id) ON DELETE CASCADE ON UPDATE CASCADE,
    item TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    sector TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C" NOT NULL,
    month BIGINT NOT NULL,
    -- Its place within the month, which tells nothing of when it was written: the beginning of a hash.
    position BIGINT NOT NULL CHECK (position >= 0),
    -- How content whoever wrote it is, 1 to 5; nothing where they rated nothing.
    score BIGINT CHECK (score BETWEEN 1 AND 5),
    text TEXT NOT NULL,
    -- Its words without marks and case, with a space around each.
    folded TEXT NOT NULL,
    PRIMARY KEY (response_id, item)
);

-- With what comments are chosen by, so that only those are read which are shown.
CREATE INDEX comment_by_month ON comment (month DESC, position, sector, unit);
CREATE INDEX comment_by_unit ON comment (unit, month DESC, position, sector);

-- Responses that are there already have comments too. The program finds them when it first opens the database, and masks what they say.
INSERT INTO setting (name, value) VALUES ('comments', '') ON CONFLICT (name) DO UPDATE SET value = excluded.value;
