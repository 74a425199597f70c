-- What is written to interviewers, and of each whom it is for: when a tablet of theirs was given it, and when it was read.

CREATE TABLE message (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    text     TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE addressee (
    campaign TEXT NOT NULL,
    message  INTEGER NOT NULL,
    account  TEXT NOT NULL REFERENCES account,
    received INTEGER,
    read     INTEGER,                     -- by the tablet's clock, set right by what it was off
    seal     INTEGER,
    PRIMARY KEY (campaign, message, account),
    FOREIGN KEY (campaign, message) REFERENCES message
) STRICT, WITHOUT ROWID;

CREATE INDEX addressee_unread ON addressee (campaign, account, message) WHERE read IS NULL;
