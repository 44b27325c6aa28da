-- The log is asked for what somebody did, what was done to something, and how often something was done: of a hundred thousand entries only
-- those are read.
CREATE INDEX audit_by_actor ON audit (actor, number);
CREATE INDEX audit_by_subject ON audit (subject, number);
CREATE INDEX audit_by_action ON audit (action, number);
