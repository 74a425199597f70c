-- Runs: what one set of inputs gave, as text whose digest names it. What it was made of up to where stands beside it, so that
-- nobody computes again what is here.

CREATE TABLE run (
    campaign   TEXT NOT NULL REFERENCES campaign,
    position   INTEGER NOT NULL,
    digest     BLOB NOT NULL,
    generation INTEGER NOT NULL,          -- of the campaign
    ballots    INTEGER NOT NULL,          -- the last ballot
    reviews    INTEGER NOT NULL,          -- the last review
    said       INTEGER NOT NULL,          -- the last that was said of a leaf
    previous   BLOB,                      -- last year's run
    body       TEXT NOT NULL,
    by         TEXT NOT NULL,
    at         INTEGER NOT NULL,
    seal       INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;
