-- How many rows each ground table has, by campaign where its rows name one, and the sum of their seals (roll.rs): a row
-- that is gone is found. Kept by the connection that writes, not by triggers in the file.

CREATE TABLE roll (
    ground   TEXT NOT NULL,               -- the table
    campaign TEXT NOT NULL,               -- empty where the table's rows name none
    number   INTEGER NOT NULL,
    total    INTEGER NOT NULL,            -- of the low 32 bits of each seal
    seal     INTEGER NOT NULL,
    PRIMARY KEY (ground, campaign)
) STRICT, WITHOUT ROWID;
