-- How many responses of a campaign were withdrawn by those who gave them. Nothing else of them remains.
CREATE TABLE withdrawal (
    campaign_id BLOB NOT NULL PRIMARY KEY REFERENCES campaign (id),
    withdrawn INTEGER NOT NULL CHECK (withdrawn > 0)
) STRICT, WITHOUT ROWID;

-- Persons of samples are kept in memory as long as none was added or taken away.
CREATE TRIGGER withdrawal_insert_is_noticed AFTER INSERT ON withdrawal BEGIN UPDATE revision SET number = number + 1; END;
CREATE TRIGGER withdrawal_update_is_noticed AFTER UPDATE ON withdrawal BEGIN UPDATE revision SET number = number + 1; END;
