-- Devices: tablets at collection points, by what they are known, what they last told, and which of their answers arrived. No response knows by
-- which device it came.

CREATE TABLE device (
    id BLOB NOT NULL PRIMARY KEY,
    -- Where it stands.
    point TEXT NOT NULL REFERENCES collection_point (code),
    name TEXT NOT NULL,
    settings TEXT NOT NULL,
    -- Raised with each change of settings or point.
    settings_number INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    -- The hash of the link by which a tablet becomes this device, once.
    link BLOB UNIQUE,
    link_expires_at INTEGER,
    -- The hash of the tablet's token, and of the one before it until the new one is used.
    token BLOB UNIQUE,
    former_token BLOB UNIQUE,
    -- The one before that, which opens nothing: whoever comes with it has a copy.
    spent_token BLOB,
    token_at INTEGER,
    registered_at INTEGER,
    revoked_at INTEGER,
    -- Its last contact: when, and what it told (JSON).
    seen_at INTEGER,
    report TEXT,
    -- What tells its storage apart from an emptied one, and the end of its journal as far as it arrived.
    storage BLOB,
    journal_sequence INTEGER NOT NULL DEFAULT 0,
    journal_hash TEXT NOT NULL DEFAULT '',
    -- The highest number that it gave to an answer.
    given INTEGER NOT NULL DEFAULT 0,
    CHECK ((link IS NULL) = (link_expires_at IS NULL) AND (seen_at IS NULL) = (report IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX device_by_point ON device (point);
CREATE INDEX device_by_spent_token ON device (spent_token);

-- Where it stood, since when: what it answered there while it had no network is still taken.
CREATE TABLE device_point (
    device_id BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    point TEXT NOT NULL REFERENCES collection_point (code),
    since INTEGER NOT NULL,
    PRIMARY KEY (device_id, point)
) STRICT, WITHOUT ROWID;

CREATE INDEX device_point_by_point ON device_point (point);

-- The numbers of its answers that arrived, in as few spans as possible.
CREATE TABLE device_arrival (
    device_id BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (device_id, first),
    CHECK (first >= 1 AND last >= first)
) STRICT, WITHOUT ROWID;

-- How many of its answers were given in an hour (hours since 1970, UTC). Forgotten after some weeks.
CREATE TABLE device_hour (
    device_id BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    hour INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (device_id, hour)
) STRICT, WITHOUT ROWID;

-- How often visits were broken off at a question on a day (YYYYMMDD), in each storage.
CREATE TABLE device_abandonment (
    device_id BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    storage BLOB NOT NULL,
    day INTEGER NOT NULL,
    point TEXT NOT NULL REFERENCES collection_point (code),
    item TEXT NOT NULL,
    times INTEGER NOT NULL CHECK (times > 0),
    PRIMARY KEY (device_id, storage, day, point, item)
) STRICT, WITHOUT ROWID;

-- What happened to it.
CREATE TABLE device_incident (
    device_id BLOB NOT NULL REFERENCES device (id) ON DELETE CASCADE,
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (device_id, id)
) STRICT, WITHOUT ROWID;
