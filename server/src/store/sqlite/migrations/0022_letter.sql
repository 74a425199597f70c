-- Where mail reaches people, and what the last letter told them: nobody gets two for one day, also after a restart.

ALTER TABLE account ADD COLUMN email TEXT NOT NULL DEFAULT '';
UPDATE account SET seal = seal(username, name, password, disabled, email);

CREATE TABLE letter (
    account TEXT PRIMARY KEY REFERENCES account,
    day     TEXT NOT NULL,                -- the last for which one may have gone out; empty before the first
    told    TEXT NOT NULL,                -- the notices in the last that the mail server took, JSON
    seal    INTEGER
) STRICT, WITHOUT ROWID;
