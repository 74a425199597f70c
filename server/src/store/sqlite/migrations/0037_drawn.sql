-- What a draw of back-checks took of whose ballots, as a JSON list: of how many valid ones, and how many of these were chosen before. Of a draw
-- before that nothing is told.

ALTER TABLE backcheck_draw ADD COLUMN shares TEXT NOT NULL DEFAULT '[]';
UPDATE backcheck_draw SET seal = seal(campaign, position, seed, percent, behind, ballots, valid, by, at, shares);
