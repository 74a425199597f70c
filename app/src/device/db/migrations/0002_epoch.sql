-- The epoch of the store that last answered: an ack of another one proves nothing of now.
ALTER TABLE device ADD COLUMN epoch TEXT;
