-- Ground state: what people said and decided. Nothing here is ever computed again.

CREATE TABLE account (
    username TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    role     TEXT NOT NULL,
    password TEXT NOT NULL,               -- argon2, PHC string
    disabled INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE session (
    token    BLOB PRIMARY KEY,            -- SHA-256 of the token
    username TEXT NOT NULL REFERENCES account,
    made     INTEGER NOT NULL,            -- all times: milliseconds since 1970, UTC
    expires  INTEGER NOT NULL,
    revoked  INTEGER                      -- revoked sessions stay: what arrives by one is quarantined, not lost
) STRICT, WITHOUT ROWID;

CREATE INDEX session_of_account ON session (username);

CREATE TABLE campaign (
    id         TEXT PRIMARY KEY,
    content    TEXT NOT NULL,             -- JSON, without the form definitions
    generation INTEGER NOT NULL           -- grows with each import
) STRICT;

CREATE TABLE form_version (
    campaign   TEXT NOT NULL REFERENCES campaign,
    form       TEXT NOT NULL,
    version    TEXT NOT NULL,
    definition TEXT NOT NULL,             -- JSON; never changes
    generation INTEGER NOT NULL,          -- the import that brought it
    current    INTEGER NOT NULL,
    PRIMARY KEY (campaign, form, version)
) STRICT;

CREATE TABLE assignment (
    username TEXT NOT NULL REFERENCES account,
    campaign TEXT NOT NULL,
    place    TEXT NOT NULL,
    PRIMARY KEY (username, campaign, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE closing (
    campaign TEXT NOT NULL REFERENCES campaign,
    closed   INTEGER NOT NULL,            -- 1 closed, 0 opened again
    reason   TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE TABLE ballot (
    key             INTEGER PRIMARY KEY,  -- one writer, never deleted: grows without gaps in commit order
    campaign        TEXT NOT NULL,        -- as the ballot says; need not exist
    id              BLOB NOT NULL,
    digest          BLOB NOT NULL,
    bytes           BLOB NOT NULL,        -- as received, for ever
    received        INTEGER NOT NULL,
    clock_offset_ms INTEGER,              -- server minus device, when it was sent
    sent_by         TEXT,                 -- absent where a file was imported
    arrived         TEXT NOT NULL,        -- the status that it was given on arrival
    reasons         TEXT NOT NULL         -- JSON: why it went into quarantine
) STRICT;

CREATE UNIQUE INDEX ballot_once ON ballot (campaign, id, digest);

CREATE TABLE review (
    ballot   INTEGER NOT NULL REFERENCES ballot,
    decision TEXT NOT NULL,
    reason   TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

CREATE INDEX review_of_ballot ON review (ballot);

CREATE TABLE assessment (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    content  TEXT NOT NULL,               -- JSON, a line of assessments.jsonl
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;
