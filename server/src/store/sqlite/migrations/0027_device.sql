-- Tablets: links by which a person enrols one, of each a digest and never the code; and what each tablet last told of itself.

CREATE TABLE enrolment (
    digest   BLOB PRIMARY KEY,
    campaign TEXT NOT NULL REFERENCES campaign,
    account  TEXT NOT NULL REFERENCES account,
    last_day TEXT NOT NULL,
    expires  INTEGER NOT NULL,            -- the end of the last day
    by       TEXT NOT NULL,
    made     INTEGER NOT NULL,
    used     INTEGER,
    revoked  INTEGER,
    seal     INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX enrolment_of ON enrolment (campaign);

CREATE TABLE device (
    session   BLOB PRIMARY KEY REFERENCES session,
    id        TEXT NOT NULL,              -- the name of its store, which it made itself
    app       TEXT NOT NULL,
    persisted INTEGER NOT NULL,           -- whether its browser promised to keep what is stored
    clock_ms  INTEGER,                    -- server minus device
    unsent    INTEGER NOT NULL,
    drafts    INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    seal      INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX device_id ON device (id);

-- Which import of a campaign a tablet fetched last.
CREATE TABLE fetched (
    session    BLOB NOT NULL REFERENCES session,
    campaign   TEXT NOT NULL REFERENCES campaign,
    generation INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    seal       INTEGER,
    PRIMARY KEY (session, campaign)
) STRICT, WITHOUT ROWID;
