-- What an account may do becomes rows: several roles, each for every campaign or for one, and there perhaps at a place. An
-- assigned place is the role of an interviewer, held there.

CREATE TABLE account_role (
    account  TEXT NOT NULL REFERENCES account,
    role     TEXT NOT NULL,
    campaign TEXT NOT NULL,               -- empty: every campaign
    place    TEXT NOT NULL,               -- a place or unit; empty where the role is held at none
    seal     INTEGER,
    PRIMARY KEY (account, role, campaign, place)
) STRICT, WITHOUT ROWID;

INSERT INTO account_role SELECT username, role, '', '', seal(username, role, '', '') FROM account;

INSERT INTO account_role SELECT username, 'interviewer', campaign, place, seal(username, 'interviewer', campaign, place)
FROM assignment;

DROP TABLE assignment;
DELETE FROM roll WHERE ground = 'assignment';

ALTER TABLE account DROP COLUMN role;
UPDATE account SET seal = seal(username, name, password, disabled);
