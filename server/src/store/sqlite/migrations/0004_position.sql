-- Each campaign counts its own ballots, in commit order: that number is what people read and what addresses name.
-- Ballots that are here keep the number they were shown under; the next of their campaign follows it.

ALTER TABLE ballot ADD COLUMN position INTEGER NOT NULL DEFAULT 0;

UPDATE ballot SET position = key;

CREATE UNIQUE INDEX ballot_position ON ballot (campaign, position);
