-- The place in the sample of a response to a campaign with a sampling design: its stratum, its cluster of the first stage (PSU) and how
-- many persons it stands for. Responses to other campaigns have none of the three. That a weight is finite is held by the program's type.
ALTER TABLE response ADD COLUMN stratum TEXT;
ALTER TABLE response ADD COLUMN psu TEXT;
ALTER TABLE response ADD COLUMN weight DOUBLE PRECISION CHECK (
    (stratum IS NULL) = (weight IS NULL) AND (psu IS NULL) = (weight IS NULL) AND (weight IS NULL OR weight > 0)
);
