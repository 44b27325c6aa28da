-- Collection points that are no longer used, and one-time links for those who were invited.

-- Since when nobody answers here any more.
ALTER TABLE collection_point ADD COLUMN withdrawn_at INTEGER;
-- Whether answers come only by the links of those who were invited.
ALTER TABLE collection_point ADD COLUMN by_invitation INTEGER NOT NULL DEFAULT 0 CHECK (by_invitation IN (0, 1));

-- A list of dossiers or households of which each was given one link. How many answered is not noted anywhere: it is what was issued, less
-- what is still open, was withdrawn, or expired.
CREATE TABLE invitation_batch (
    id BLOB NOT NULL PRIMARY KEY,
    point TEXT NOT NULL REFERENCES collection_point (code),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    issued INTEGER NOT NULL CHECK (issued > 0),
    withdrawn INTEGER NOT NULL DEFAULT 0,
    expired INTEGER NOT NULL DEFAULT 0,
    withdrawn_at INTEGER,
    -- How often links were made, the last of which hold, and when.
    rounds INTEGER NOT NULL DEFAULT 0,
    links_made_at INTEGER,
    CHECK (withdrawn >= 0 AND expired >= 0 AND withdrawn + expired <= issued)
) STRICT, WITHOUT ROWID;

CREATE INDEX invitation_batch_by_point ON invitation_batch (point);

-- Those who have not answered yet. The transaction that stores an answer deletes its row, and nothing remains that could be put beside the
-- answer. Rows lie in the order of the hash of a random token, which is none.
CREATE TABLE invitation (
    hash BLOB NOT NULL PRIMARY KEY,
    batch_id BLOB NOT NULL REFERENCES invitation_batch (id),
    -- What the list calls the dossier or household.
    reference TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX invitation_by_batch ON invitation (batch_id);
