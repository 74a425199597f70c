-- The log: who changed what, and when. Rows are added behind the last one; nothing changes them and nothing takes them
-- away, whatever program asks.

CREATE TABLE act (
    position INTEGER PRIMARY KEY,         -- in commit order, without gaps
    at       INTEGER NOT NULL,
    by       TEXT,                        -- absent where it was a command on the server's machine
    kind     TEXT NOT NULL,
    campaign TEXT NOT NULL,               -- empty where it counts in every campaign
    subject  TEXT NOT NULL,
    before   TEXT NOT NULL,               -- JSON; never a secret
    after    TEXT NOT NULL,
    seal     INTEGER
) STRICT;

CREATE TRIGGER act_follows BEFORE INSERT ON act
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM act)
BEGIN SELECT RAISE(ABORT, 'an act is added behind the last one'); END;

CREATE TRIGGER act_stays BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'what was done is not changed'); END;

CREATE TRIGGER act_remains BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'what was done is not taken away'); END;
