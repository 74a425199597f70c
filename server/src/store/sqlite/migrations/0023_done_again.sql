-- Which ballots were made in the place of one that was rejected. Derived; no ballot of before says so.

CREATE TABLE done_again (
    campaign TEXT NOT NULL,
    replaced BLOB NOT NULL,               -- the id that the ballot names
    ballot   INTEGER NOT NULL,
    PRIMARY KEY (campaign, replaced, ballot)
) STRICT, WITHOUT ROWID;
