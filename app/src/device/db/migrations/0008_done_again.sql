-- The rejected ballot that is done again.
ALTER TABLE draft ADD COLUMN replaces TEXT;
ALTER TABLE outbox ADD COLUMN replaces TEXT;
