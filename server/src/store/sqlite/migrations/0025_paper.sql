-- Ballots on paper: what was handed out, what came back, and what clerks keyed in. Nothing of it is ever changed.

CREATE TABLE batch (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    form     TEXT NOT NULL,
    version  TEXT NOT NULL,
    place    TEXT NOT NULL,
    issued   INTEGER NOT NULL,
    twice    INTEGER NOT NULL,            -- how many of a hundred are keyed twice
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

-- What came back; the last of a batch stands.
CREATE TABLE batch_back (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    batch    INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    day      TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX batch_back_of ON batch_back (campaign, batch);

-- What a clerk keyed of a paper; the last of each clerk stands, and a decision over them all.
CREATE TABLE keyed (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    id       BLOB NOT NULL,               -- that its author gave it, and its ballot has
    batch    INTEGER NOT NULL,
    paper    INTEGER NOT NULL,
    decides  INTEGER NOT NULL,            -- whether it is a third person's over two that differ
    entry    TEXT NOT NULL,               -- JSON
    done     INTEGER NOT NULL,            -- whether the paper was done with it
    ballot   INTEGER,                     -- the number of the ballot that was sealed with it
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX keyed_id ON keyed (campaign, id);
CREATE INDEX keyed_of ON keyed (campaign, batch, paper);
CREATE UNIQUE INDEX keyed_done ON keyed (campaign, batch, paper) WHERE done = 1;
