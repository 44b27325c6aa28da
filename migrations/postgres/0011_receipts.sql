-- How many responses of a campaign were withdrawn by those who gave them. Nothing else of them remains.
CREATE TABLE withdrawal (
    campaign_id UUID NOT NULL PRIMARY KEY REFERENCES campaign (id),
    withdrawn BIGINT NOT NULL CHECK (withdrawn > 0)
);

-- Persons of samples are kept in memory as long as none was added or taken away.
CREATE TRIGGER withdrawal_change_is_noticed AFTER INSERT OR UPDATE ON withdrawal FOR EACH STATEMENT EXECUTE FUNCTION notice_change();
