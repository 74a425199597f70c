-- What was published: versions beside each other, each with what it shows as it showed it then. A later program that would hide
-- or round otherwise changes nothing of it.

CREATE TABLE publication (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,            -- the version
    run      INTEGER NOT NULL,
    digest   BLOB NOT NULL,               -- of the run
    decision TEXT NOT NULL,
    day      TEXT NOT NULL,
    reason   TEXT NOT NULL,
    shown    TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;
