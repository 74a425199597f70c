-- What tells who somebody is, apart from the ballots and joined to none. All of a campaign lies in one row, in the order of ids that are
-- random, until there is enough for two: within a row nothing tells in which order it came, and each writing makes all of it anew.

CREATE TABLE personal (
    campaign TEXT NOT NULL,
    part     TEXT NOT NULL,               -- with which binary digits the ids in it begin
    number   INTEGER NOT NULL,
    told     TEXT NOT NULL,               -- by id: the form, and what was told, as JSON
    seal     INTEGER,
    PRIMARY KEY (campaign, part)
) STRICT, WITHOUT ROWID;

-- How many codes there were, by how far they were, when they were deleted after the last day: who refused stays counted.
CREATE TABLE invited (
    campaign TEXT NOT NULL,
    form     TEXT NOT NULL,
    place    TEXT NOT NULL,
    stage    TEXT NOT NULL,
    number   INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, form, place, stage)
) STRICT, WITHOUT ROWID;
