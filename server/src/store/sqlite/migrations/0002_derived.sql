-- Derived state: dropped and computed again from the ground state by `parindex rebuild`.

CREATE TABLE standing (
    ballot      INTEGER PRIMARY KEY,
    campaign    TEXT NOT NULL,
    status      TEXT NOT NULL,
    form        TEXT NOT NULL,
    place       TEXT NOT NULL,
    interviewer TEXT NOT NULL             -- empty where the respondent answered alone
) STRICT;

CREATE INDEX standing_by_status ON standing (campaign, status, ballot);

CREATE TABLE counter (
    campaign    TEXT NOT NULL,
    form        TEXT NOT NULL,
    place       TEXT NOT NULL,
    interviewer TEXT NOT NULL,
    status      TEXT NOT NULL,
    ballots     INTEGER NOT NULL CHECK (ballots >= 0),
    PRIMARY KEY (campaign, form, place, interviewer, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE heard (
    campaign  TEXT NOT NULL,
    username  TEXT NOT NULL,
    last_sent INTEGER NOT NULL,
    PRIMARY KEY (campaign, username)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
    campaign TEXT NOT NULL,
    form     TEXT NOT NULL,
    version  TEXT NOT NULL,
    unit     TEXT NOT NULL,
    question TEXT NOT NULL,
    option   TEXT NOT NULL,
    ballots  INTEGER NOT NULL CHECK (ballots >= 0),
    PRIMARY KEY (campaign, form, version, unit, question, option)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
    campaign TEXT PRIMARY KEY,
    revision INTEGER NOT NULL             -- grows with every change; not reset by a rebuild
) STRICT, WITHOUT ROWID;
