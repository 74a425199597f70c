-- Batches of papers that were handed out by mistake: nothing of them was keyed, and nothing will be. The same of interviews
-- without a ballot that were noted by mistake. And parts of a quota that are none: who interviews at a place and takes nothing in
-- the communes below it.

CREATE TABLE batch_cancelled (
    campaign TEXT NOT NULL REFERENCES campaign,
    batch    INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE nonresponse_back (
    campaign TEXT NOT NULL,
    position INTEGER NOT NULL,            -- of the interview without a ballot
    reason   TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE share_of_none (
    campaign TEXT NOT NULL REFERENCES campaign,
    form     TEXT NOT NULL,
    place    TEXT NOT NULL,
    account  TEXT NOT NULL REFERENCES account,
    ballots  INTEGER NOT NULL CHECK (ballots >= 0),
    seal     INTEGER,
    PRIMARY KEY (campaign, form, place, account)
) STRICT, WITHOUT ROWID;

INSERT INTO share_of_none SELECT * FROM share;
DROP TABLE share;
ALTER TABLE share_of_none RENAME TO share;
