-- Ballots that were doubted when they came are few, and are looked through as a whole.

CREATE INDEX ballot_doubted ON ballot (campaign, position) WHERE reasons <> '[]';
