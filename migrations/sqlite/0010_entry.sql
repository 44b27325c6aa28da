-- What collectors enter for others: paper forms and interviews.

-- The campaigns whose paper forms are entered twice, by two persons where possible, and compared before they count.
CREATE TABLE double_entry (
    campaign_id BLOB NOT NULL PRIMARY KEY REFERENCES campaign (id) ON DELETE CASCADE,
    since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who entered what, apart from the answers: the identifier is that of the response which it is, or will be once both entries of a paper form
-- agree. Until then, and no longer, both stand here as they were typed.
CREATE TABLE entry (
    id BLOB NOT NULL PRIMARY KEY,
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    point TEXT NOT NULL REFERENCES collection_point (code),
    -- The number of the paper form in its batch; an interview has none.
    batch TEXT,
    number INTEGER,
    account_id BLOB NOT NULL REFERENCES account (id),
    entered_at INTEGER NOT NULL,
    first TEXT,
    second_id BLOB,
    second_account_id BLOB REFERENCES account (id),
    second_at INTEGER,
    second TEXT,
    -- When it became a response.
    stored_at INTEGER,
    UNIQUE (point, batch, number),
    CHECK ((batch IS NULL) = (number IS NULL)),
    CHECK ((first IS NULL) = (stored_at IS NOT NULL)),
    CHECK ((second_id IS NULL) = (second_at IS NULL) AND (second_id IS NULL) = (second_account_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_by_campaign ON entry (campaign_id);
CREATE INDEX entry_by_account ON entry (account_id, entered_at);

-- How well those enter who enter twice: keys pressed, and answers that turned out wrong, by the part of the form. Only sums are kept.
CREATE TABLE entry_quality (
    campaign_id BLOB NOT NULL REFERENCES campaign (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    part TEXT NOT NULL,
    keys INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    PRIMARY KEY (campaign_id, account_id, part)
) STRICT, WITHOUT ROWID;
