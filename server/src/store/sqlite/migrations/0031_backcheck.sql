-- Ballots that are asked again by another person: the draws by which they were chosen, and what became of each. Of the first answers nothing
-- is copied.

CREATE TABLE backcheck_draw (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    seed     TEXT NOT NULL,
    percent  INTEGER NOT NULL,
    behind   INTEGER NOT NULL,            -- of the ballots behind this one
    ballots  INTEGER NOT NULL,            -- up to this one
    valid    INTEGER NOT NULL,            -- how many were valid then, from the first on
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE backcheck (
    campaign    TEXT NOT NULL,
    position    INTEGER NOT NULL,
    draw        INTEGER NOT NULL,
    ballot      INTEGER NOT NULL,
    form        TEXT NOT NULL,
    place       TEXT NOT NULL,
    interviewer TEXT NOT NULL,
    finished    INTEGER NOT NULL,         -- when the interview was, as the ballot says
    account     TEXT REFERENCES account,  -- who asks again
    missed      TEXT,                     -- why nobody was asked again: refused, not_met, moved, screened_out
    answers     TEXT NOT NULL,            -- what was answered again, and whether it is the same, as a JSON list
    by          TEXT,                     -- who noted it
    at          INTEGER,
    seal        INTEGER,
    PRIMARY KEY (campaign, position),
    FOREIGN KEY (campaign, draw) REFERENCES backcheck_draw
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX backcheck_once ON backcheck (campaign, ballot);
