-- How many ballots of a quota each interviewer is to take.

CREATE TABLE share (
    campaign TEXT NOT NULL REFERENCES campaign,
    form     TEXT NOT NULL,
    place    TEXT NOT NULL,
    account  TEXT NOT NULL REFERENCES account,
    ballots  INTEGER NOT NULL CHECK (ballots > 0),
    seal     INTEGER,
    PRIMARY KEY (campaign, form, place, account)
) STRICT, WITHOUT ROWID;
