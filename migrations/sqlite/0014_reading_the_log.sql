-- The log is asked for what somebody did, what was done to something, and how often something was done: of a hundred thousand entries only
-- those are read. The number of an entry is in each of these indexes anyway.
CREATE INDEX audit_by_actor ON audit (actor);
CREATE INDEX audit_by_subject ON audit (subject);
CREATE INDEX audit_by_action ON audit (action);
