-- What is known of a ballot that the server holds and this tablet does not any more.
CREATE TABLE forgotten (
    id TEXT PRIMARY KEY,
    campaign TEXT NOT NULL,
    form TEXT NOT NULL,
    place TEXT NOT NULL,
    username TEXT,
    finished_ms INTEGER NOT NULL,
    received_ms INTEGER NOT NULL
) WITHOUT ROWID;
