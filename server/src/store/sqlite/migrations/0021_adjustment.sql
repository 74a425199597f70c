-- Bonus and penalty points that appraisers give. None is changed: one that was wrong is taken back by another row.

CREATE TABLE adjustment (
    campaign   TEXT NOT NULL REFERENCES campaign,
    position   INTEGER NOT NULL,
    id         BLOB NOT NULL,             -- that its author gave it
    unit       TEXT NOT NULL,
    kind       TEXT NOT NULL,             -- bonus, penalty
    points     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    evidence   TEXT NOT NULL,
    takes_back INTEGER,                   -- the position of another row
    by         TEXT NOT NULL,
    at         INTEGER NOT NULL,
    seal       INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX adjustment_id ON adjustment (campaign, id);
CREATE UNIQUE INDEX adjustment_back ON adjustment (campaign, takes_back) WHERE takes_back IS NOT NULL;
