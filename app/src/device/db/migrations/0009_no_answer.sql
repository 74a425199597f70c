-- When the respondent agreed to take part; and of an interview that gave no ballot, why.
ALTER TABLE draft ADD COLUMN consented_ms INTEGER;
ALTER TABLE outbox ADD COLUMN reason TEXT;
