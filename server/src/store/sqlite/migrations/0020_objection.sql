-- What units object to in what was published. Nothing of it is changed: the answer is a row beside it, and so is the version that
-- corrects what was granted.

CREATE TABLE objection (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    version  INTEGER NOT NULL,            -- of what was published
    unit     TEXT NOT NULL,
    leaf     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    evidence TEXT NOT NULL,               -- digests of files, as a JSON list
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE reply (
    campaign  TEXT NOT NULL REFERENCES campaign,
    position  INTEGER NOT NULL,
    objection INTEGER NOT NULL,
    granted   INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    by        TEXT NOT NULL,
    at        INTEGER NOT NULL,
    seal      INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX reply_once ON reply (campaign, objection);

-- The version that corrects what was granted.
CREATE TABLE redress (
    campaign  TEXT NOT NULL REFERENCES campaign,
    position  INTEGER NOT NULL,
    objection INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    seal      INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX redress_once ON redress (campaign, objection);
