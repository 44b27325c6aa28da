-- By what the log is searched: who did something, to what, and what that was called at the time, in small letters without diacritics. It repeats
-- in few bytes what the log says, so that a hundred thousand entries can be looked through, and proves nothing. Entries that have none yet
-- get theirs when the program starts.
CREATE TABLE audit_words (
    number INTEGER NOT NULL PRIMARY KEY,
    unit TEXT,
    action TEXT NOT NULL,
    -- The kind of what it was done to.
    kind TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;

-- What concerns some units alone is found without reading all others.
CREATE INDEX audit_by_unit ON audit (unit, actor, action, at);
