-- What the papers of a batch that are keyed twice are drawn by: made with the batch, so that no clerk can reckon which they are. Earlier batches
-- have none.

CREATE TABLE batch_lot (
    campaign TEXT NOT NULL,
    batch    INTEGER NOT NULL,
    lot      TEXT NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, batch),
    FOREIGN KEY (campaign, batch) REFERENCES batch (campaign, position)
) STRICT, WITHOUT ROWID;
