-- Tokens of scripts: of each a digest, never the secret. A row stays after its end, so that its name is never used again.

CREATE TABLE token (
    name     TEXT PRIMARY KEY,
    digest   BLOB NOT NULL UNIQUE,
    role     TEXT NOT NULL,
    campaign TEXT NOT NULL,               -- empty: every campaign
    last_day TEXT NOT NULL,
    expires  INTEGER NOT NULL,            -- the end of the last day
    by       TEXT NOT NULL,
    made     INTEGER NOT NULL,
    revoked  INTEGER,
    seal     INTEGER
) STRICT, WITHOUT ROWID;
