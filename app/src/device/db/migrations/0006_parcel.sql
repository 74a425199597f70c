CREATE TABLE parcel (
    username TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (username, id)
) WITHOUT ROWID;
