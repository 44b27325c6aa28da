-- What collectors enter for others: paper forms and interviews.

-- The campaigns whose paper forms are entered twice, by two persons where possible, and compared before they count.
CREATE TABLE double_entry (
    campaign_id UUID NOT NULL PRIMARY KEY REFERENCES campaign (id) ON DELETE CASCADE,
    since BIGINT NOT NULL
);

-- Who entered what, apart from the answers: the identifier is that of the response which it is, or will be once both entries of a paper form
-- agree. Until then, and no longer, both stand here as they were typed.
CREATE TABLE entry (
    id UUID NOT NULL PRIMARY KEY,
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    point TEXT COLLATE "C" NOT NULL REFERENCES collection_point (code),
    -- The number of the paper form in its batch; an interview has none.
    batch TEXT COLLATE "C",
    number BIGINT,
    account_id UUID NOT NULL REFERENCES account (id),
    entered_at BIGINT NOT NULL,
    first TEXT,
    second_id UUID,
    second_account_id UUID REFERENCES account (id),
    second_at BIGINT,
    second TEXT,
    -- When it became a response.
    stored_at BIGINT,
    UNIQUE (point, batch, number),
    CHECK ((batch IS NULL) = (number IS NULL)),
    CHECK ((first IS NULL) = (stored_at IS NOT NULL)),
    CHECK ((second_id IS NULL) = (second_at IS NULL) AND (second_id IS NULL) = (second_account_id IS NULL))
);

CREATE INDEX entry_by_campaign ON entry (campaign_id);
CREATE INDEX entry_by_account ON entry (account_id, entered_at);

-- How well those enter who enter twice: keys pressed, and answers that turned out wrong, by the part of the form. Only sums are kept.
CREATE TABLE entry_quality (
    campaign_id UUID NOT NULL REFERENCES campaign (id),
    account_id UUID NOT NULL REFERENCES account (id),
    part TEXT COLLATE "C" NOT NULL,
    keys BIGINT NOT NULL,
    errors BIGINT NOT NULL,
    PRIMARY KEY (campaign_id, account_id, part)
);
