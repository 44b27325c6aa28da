-- Where units lie, for maps: rings of points in steps of a ten-thousandth of a degree, each a list of its first point and of the way to each next.
CREATE TABLE unit_outline (
    unit TEXT NOT NULL PRIMARY KEY REFERENCES unit (code) ON DELETE CASCADE,
    outline TEXT NOT NULL
);
