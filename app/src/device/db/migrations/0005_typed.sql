-- What a unit's people typed of a leaf and the server does not have yet, word for word.
CREATE TABLE slip (
    username TEXT NOT NULL,
    campaign TEXT NOT NULL,
    unit TEXT NOT NULL,
    leaf TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (username, campaign, unit, leaf)
) WITHOUT ROWID;

-- The year of a unit as the server last told it to a person.
CREATE TABLE book (
    username TEXT NOT NULL,
    campaign TEXT NOT NULL,
    unit TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (username, campaign, unit)
) WITHOUT ROWID;
