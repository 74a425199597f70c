-- Which messages were read here, until the server knows it.
CREATE TABLE message_read (
    username TEXT NOT NULL,
    campaign TEXT NOT NULL,
    number INTEGER NOT NULL,
    read_ms INTEGER NOT NULL,
    PRIMARY KEY (username, campaign, number)
) WITHOUT ROWID;
