-- What a ballot's place and campaign are called: packages come and go, and those of others name other places.
ALTER TABLE draft ADD COLUMN names TEXT;
ALTER TABLE outbox ADD COLUMN names TEXT;
ALTER TABLE forgotten ADD COLUMN names TEXT;
