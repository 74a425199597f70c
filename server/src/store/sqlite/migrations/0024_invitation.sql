-- By what people answer by themselves: of each code a digest, never the code, never when it was used, and never which ballot came by
-- it. A row keeps its length and so its place in the file, whatever becomes of it: where rows lie would else tell in which order
-- they changed. For the same reason no index holds the stage.

CREATE TABLE invitation (
    digest   BLOB PRIMARY KEY,
    campaign TEXT NOT NULL REFERENCES campaign,
    form     TEXT NOT NULL,
    place    TEXT NOT NULL,
    last_day TEXT NOT NULL,
    stage    TEXT NOT NULL,               -- a letter
    seal     INTEGER
) STRICT, WITHOUT ROWID;

-- What was answered so far, encrypted under the code: it goes as the ballot is taken in.
CREATE TABLE draft (
    digest BLOB PRIMARY KEY REFERENCES invitation,
    bytes  BLOB NOT NULL,
    seal   INTEGER
) STRICT, WITHOUT ROWID;
