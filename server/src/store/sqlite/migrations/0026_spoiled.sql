-- How many of the papers that came back look spoiled, as who takes them back sees it.
ALTER TABLE batch_back ADD COLUMN spoiled INTEGER NOT NULL DEFAULT 0;
UPDATE batch_back SET seal = seal(campaign, position, batch, returned, day, by, at, spoiled);
