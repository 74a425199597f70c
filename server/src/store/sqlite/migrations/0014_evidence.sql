-- Files that units gave as evidence; their bytes lie below the data folder by digest. What was seen of a file when it came stands
-- beside it: the bytes never change.

CREATE TABLE evidence (
    campaign  TEXT NOT NULL REFERENCES campaign,
    position  INTEGER NOT NULL,
    unit      TEXT NOT NULL,
    digest    BLOB NOT NULL,
    bytes     INTEGER NOT NULL,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    condition TEXT NOT NULL,
    by        TEXT NOT NULL,
    at        INTEGER NOT NULL,
    seal      INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX evidence_once ON evidence (campaign, unit, digest);

-- What was said after a position, and what was said of one leaf by all units.
CREATE INDEX saying_by_leaf ON saying (campaign, leaf, unit, position);
