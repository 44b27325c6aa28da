-- Counting the answers of one collection point read every response of its campaign; now it reads this index alone. Identifiers are ordered by
-- time, so a new response still goes to its right edge, and only eight bytes or so are added for each.
DROP INDEX response_by_campaign;

CREATE INDEX response_by_campaign ON response (campaign_id, id, point);
