-- Packages as they were received: each import is a generation, and names the file of which it was made.

CREATE TABLE package (
    campaign   TEXT NOT NULL REFERENCES campaign,
    generation INTEGER NOT NULL,
    digest     BLOB NOT NULL,             -- of the file below the data folder
    bytes      INTEGER NOT NULL,          -- its length
    at         INTEGER NOT NULL,
    seal       INTEGER,
    PRIMARY KEY (campaign, generation)
) STRICT;
