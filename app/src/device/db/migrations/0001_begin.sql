-- Who uses the tablet, and the name of this store.
CREATE TABLE device (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id TEXT NOT NULL,
    person TEXT
);

-- The campaigns that a person may see, in the server's order.
CREATE TABLE campaign (
    username TEXT NOT NULL,
    id TEXT NOT NULL,
    place_in_list INTEGER NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (username, id)
) WITHOUT ROWID;

-- What a person needs to work in a campaign.
CREATE TABLE package (
    username TEXT NOT NULL,
    campaign TEXT NOT NULL,
    digest TEXT NOT NULL,
    fetched_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (username, campaign)
);

-- Every version of a form that an interview began with.
CREATE TABLE definition (
    digest TEXT PRIMARY KEY,
    body TEXT NOT NULL
);

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL,
    campaign TEXT NOT NULL,
    form TEXT NOT NULL,
    version TEXT NOT NULL,
    definition TEXT NOT NULL REFERENCES definition (digest),
    place TEXT NOT NULL,
    mode TEXT NOT NULL,
    surroundings TEXT NOT NULL,
    timezone TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    saved_ms INTEGER NOT NULL,
    active_ms INTEGER NOT NULL DEFAULT 0,
    position TEXT,
    discarded_ms INTEGER
);

CREATE INDEX draft_of_person ON draft (username, campaign);

-- An answer taken back stays as a row without value, so that an older one cannot come after it.
CREATE TABLE answer (
    draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    value TEXT,
    seq INTEGER NOT NULL,
    PRIMARY KEY (draft, path)
) WITHOUT ROWID;

-- Finished ballots: the bytes never change, the entry is what the sync knows about the way.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    campaign TEXT NOT NULL,
    form TEXT NOT NULL,
    place TEXT NOT NULL,
    username TEXT,
    finished_ms INTEGER NOT NULL,
    active_ms INTEGER NOT NULL,
    entry TEXT NOT NULL,
    bytes BLOB NOT NULL
);
