-- The papers that belong to a step of a submission; their bytes lie below the data folder by digest.

CREATE TABLE document (
    campaign   TEXT NOT NULL REFERENCES campaign,
    position   INTEGER NOT NULL,
    unit       TEXT NOT NULL,
    submission INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    digest     BLOB NOT NULL,
    bytes      INTEGER NOT NULL,
    seal       INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX document_of_unit ON document (campaign, unit, position);
