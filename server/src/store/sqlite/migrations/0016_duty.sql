-- Who appraises which domain: given or taken; the last row of an account and a domain stands.

CREATE TABLE duty (
    campaign  TEXT NOT NULL REFERENCES campaign,
    position  INTEGER NOT NULL,
    account   TEXT NOT NULL,
    unit_type TEXT NOT NULL,
    domain    TEXT NOT NULL,
    given     INTEGER NOT NULL,
    by        TEXT NOT NULL,
    at        INTEGER NOT NULL,
    seal      INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;
