-- What people decided about interviews that gave no ballot: as about ballots the last decision stands. That one was noted by mistake is
-- one of them now.

CREATE TABLE nonresponse_review (
    campaign    TEXT NOT NULL,
    position    INTEGER NOT NULL,
    nonresponse INTEGER NOT NULL,         -- its position
    decision    TEXT NOT NULL,            -- accept, reject, reopen
    reason      TEXT NOT NULL,
    by          TEXT NOT NULL,
    at          INTEGER NOT NULL,
    seal        INTEGER,
    PRIMARY KEY (campaign, position),
    FOREIGN KEY (campaign, nonresponse) REFERENCES nonresponse (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX review_of_nonresponse ON nonresponse_review (campaign, nonresponse);

INSERT INTO nonresponse_review (campaign, position, nonresponse, decision, reason, by, at)
    SELECT campaign, row_number() OVER (PARTITION BY campaign ORDER BY at, position), position, 'reject', reason, by, at
    FROM nonresponse_back;
UPDATE nonresponse_review SET seal = seal(campaign, position, nonresponse, decision, reason, by, at);

DROP TABLE nonresponse_back;
DROP INDEX nonresponse_counts;
CREATE INDEX nonresponse_counts ON nonresponse (campaign, interviewer, form, place, reason);
