-- Whoever has a report about very few people could otherwise try counts until their fingerprint is the one in the report.
INSERT INTO setting (name, value) VALUES ('fingerprint-key', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
