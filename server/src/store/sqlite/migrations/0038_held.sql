-- What a tablet holds of each campaign, as a JSON list. Of one that told its sums alone it is not known.

ALTER TABLE device ADD COLUMN held TEXT;
UPDATE device SET seal = seal(session, id, app, persisted, clock_ms, unsent, drafts, at, held);
