-- Collection points that are no longer used, and one-time links for those who were invited.

-- Since when nobody answers here any more.
ALTER TABLE collection_point ADD COLUMN withdrawn_at BIGINT;
-- Whether answers come only by the links of those who were invited.
ALTER TABLE collection_point ADD COLUMN by_invitation BOOLEAN NOT NULL DEFAULT FALSE;

-- A list of dossiers or households of which each was given one link. How many answered is not noted anywhere: it is what was issued, less
-- what is still open, was withdrawn, or expired.
CREATE TABLE invitation_batch (
    id UUID NOT NULL PRIMARY KEY,
    point TEXT NOT NULL REFERENCES collection_point (code),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    issued BIGINT NOT NULL CHECK (issued > 0),
    withdrawn BIGINT NOT NULL DEFAULT 0,
    expired BIGINT NOT NULL DEFAULT 0,
    withdrawn_at BIGINT,
    -- How often links were made, the last of which hold, and when.
    rounds BIGINT NOT NULL DEFAULT 0,
    links_made_at BIGINT,
    CHECK (withdrawn >= 0 AND expired >= 0 AND withdrawn + expired <= issued)
);

CREATE INDEX invitation_batch_by_point ON invitation_batch (point);

-- Those who have not answered yet. The transaction that stores an answer deletes its row, and nothing remains that could be put beside the
-- answer. Rows are written in the order of the hash of a random token, which is none.
CREATE TABLE invitation (
    hash BYTEA NOT NULL PRIMARY KEY,
    batch_id UUID NOT NULL REFERENCES invitation_batch (id),
    -- What the list calls the dossier or household.
    reference TEXT NOT NULL
);

CREATE INDEX invitation_by_batch ON invitation (batch_id);
