-- Interviews that gave no ballot, as they were received, with what is counted of them. Nothing of it is ever changed.

CREATE TABLE nonresponse (
    campaign    TEXT NOT NULL,
    position    INTEGER NOT NULL,
    id          BLOB NOT NULL,
    digest      BLOB NOT NULL,
    bytes       BLOB NOT NULL,
    form        TEXT NOT NULL,
    place       TEXT NOT NULL,
    interviewer TEXT NOT NULL,
    reason      TEXT NOT NULL,            -- refused, not_met, moved, screened_out
    noted       INTEGER NOT NULL,         -- by the server's clock, where it is known what the device's was off
    received    INTEGER NOT NULL,
    sent_by     TEXT NOT NULL,
    doubts      TEXT NOT NULL,            -- problems, as a JSON list: with any it is not counted
    seal        INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX nonresponse_once ON nonresponse (campaign, id, digest);
CREATE INDEX nonresponse_counts ON nonresponse (campaign, interviewer, form, place, reason) WHERE doubts = '[]';
