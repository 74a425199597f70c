-- Tallies stand in the memory of the server, with the position up to which they stand, and are kept now and then: what came
-- since is read from the ground.

DROP TABLE tally;

CREATE TABLE tally (
    campaign TEXT PRIMARY KEY,
    ballots  INTEGER NOT NULL,            -- the positions up to which they stand
    reviews  INTEGER NOT NULL,
    content  TEXT NOT NULL,               -- JSON: how often each option was chosen, by form, version, unit, question
    whole    INTEGER NOT NULL             -- the digest of these: what a disk changed is counted anew
) STRICT, WITHOUT ROWID;
