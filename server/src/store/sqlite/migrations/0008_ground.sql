-- Every ground row of a campaign is named by the campaign and its position in its table, counted from 1 in commit order.
-- Reviews and closings went by rowid, standings by the key of their ballot; assessments counted from 0.

CREATE TEMP TABLE was_review AS
SELECT b.campaign, row_number() OVER (PARTITION BY b.campaign ORDER BY r.rowid) AS position,
       b.position AS ballot, r.decision, r.reason, r.by, r.at
FROM review r JOIN ballot b ON b.key = r.ballot;

DROP TABLE review;

CREATE TABLE review (
    campaign TEXT NOT NULL,
    position INTEGER NOT NULL,
    ballot   INTEGER NOT NULL,            -- its position
    decision TEXT NOT NULL,
    reason   TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position),
    FOREIGN KEY (campaign, ballot) REFERENCES ballot (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX review_of_ballot ON review (campaign, ballot);

INSERT INTO review
SELECT campaign, position, ballot, decision, reason, by, at, seal(campaign, position, ballot, decision, reason, by, at)
FROM temp.was_review;

DROP TABLE temp.was_review;

CREATE TEMP TABLE was_closing AS
SELECT campaign, row_number() OVER (PARTITION BY campaign ORDER BY rowid) AS position, closed, reason, by, at
FROM closing;

DROP TABLE closing;

CREATE TABLE closing (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    closed   INTEGER NOT NULL,            -- 1 closed, 0 opened again
    reason   TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

INSERT INTO closing
SELECT campaign, position, closed, reason, by, at, seal(campaign, position, closed, reason, by, at)
FROM temp.was_closing;

DROP TABLE temp.was_closing;

-- In two steps: of two rows none may pass through the number of the other.
UPDATE assessment SET position = -1 - position;
UPDATE assessment SET position = -position, seal = seal(campaign, -position, content);

CREATE TEMP TABLE was_standing AS
SELECT b.campaign, b.position AS ballot, s.status, s.form, s.place, s.interviewer
FROM standing s JOIN ballot b ON b.key = s.ballot;

DROP TABLE standing;

CREATE TABLE standing (
    campaign    TEXT NOT NULL,
    ballot      INTEGER NOT NULL,         -- its position
    status      TEXT NOT NULL,
    form        TEXT NOT NULL,
    place       TEXT NOT NULL,
    interviewer TEXT NOT NULL,            -- empty where the respondent answered alone
    PRIMARY KEY (campaign, ballot)
) STRICT, WITHOUT ROWID;

CREATE INDEX standing_by_status ON standing (campaign, status, ballot);

INSERT INTO standing SELECT campaign, ballot, status, form, place, interviewer FROM temp.was_standing;

DROP TABLE temp.was_standing;

-- Up to which positions of the ground the derived tables stand, written in the transaction that moves them.

CREATE TABLE derived (
    campaign TEXT PRIMARY KEY,
    ballots  INTEGER NOT NULL,
    reviews  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO derived
SELECT campaign, max(position), (SELECT coalesce(max(position), 0) FROM review r WHERE r.campaign = b.campaign)
FROM ballot b GROUP BY campaign;
