-- What was said of the leaves of units, as versions beside each other: entries, appraisals, questions, answers. And the steps
-- of submissions, the phases, and for whom one lasts longer. The last row stands; nothing is replaced.

CREATE TABLE saying (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    id       BLOB,                        -- as its author gave it; absent where a file was imported
    kind     TEXT NOT NULL,
    unit     TEXT NOT NULL,
    leaf     TEXT NOT NULL,
    over     TEXT NOT NULL,               -- JSON: the positions that it takes the place of
    said     TEXT NOT NULL,               -- JSON
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX saying_once ON saying (campaign, id);
CREATE INDEX saying_of_leaf ON saying (campaign, unit, leaf, position);

CREATE TABLE submission (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    unit     TEXT NOT NULL,
    step     TEXT NOT NULL,
    entries  INTEGER NOT NULL,            -- the position of the unit's last entry by then
    reason   TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE phase (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    phase    TEXT NOT NULL,
    opens    INTEGER NOT NULL,
    closes   INTEGER,                     -- absent: until somebody closes it
    reason   TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE extension (
    campaign TEXT NOT NULL REFERENCES campaign,
    position INTEGER NOT NULL,
    unit     TEXT NOT NULL,
    phase    TEXT NOT NULL,
    until    INTEGER NOT NULL,
    reason   TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (campaign, position)
) STRICT, WITHOUT ROWID;

-- Assessments were lines of a file that an import replaced whole. Each becomes an entry and an appraisal by the import;
-- `->` gives a number as it was written, never as a binary float.

CREATE TEMP TABLE was AS
SELECT campaign, position AS line, content ->> '$.unit' AS unit, content ->> '$.code' AS leaf,
       CASE json_type(content, '$.self') WHEN 'null' THEN NULL ELSE trim(content -> '$.self', '"') END AS self,
       CASE json_type(content, '$.appraised') WHEN 'null' THEN NULL ELSE trim(content -> '$.appraised', '"') END AS appraised,
       coalesce(content ->> '$.note', '') AS note, coalesce(content ->> '$.comment', '') AS comment,
       coalesce(content ->> '$.not_applicable', 0) AS excused,
       (SELECT json_group_array(json_object('name', value)) FROM json_each(content, '$.evidence')) AS evidence,
       coalesce((SELECT max(at) FROM package p WHERE p.campaign = a.campaign), 0) AS at
FROM assessment a;

INSERT INTO saying
SELECT campaign, position, NULL, 'entry', unit, leaf, '[]', said, 'parindex', at,
       seal(campaign, position, NULL, 'entry', unit, leaf, '[]', said, 'parindex', at)
FROM (SELECT *, row_number() OVER (PARTITION BY campaign ORDER BY line) AS position,
             json_object('self', self, 'note', note, 'evidence', json(evidence)) AS said
      FROM temp.was WHERE self IS NOT NULL OR note <> '' OR evidence <> '[]');

INSERT INTO saying
SELECT campaign, position, NULL, 'appraisal', unit, leaf, '[]', said, 'parindex', at,
       seal(campaign, position, NULL, 'appraisal', unit, leaf, '[]', said, 'parindex', at)
FROM (SELECT *, row_number() OVER (PARTITION BY campaign ORDER BY line)
                + (SELECT count(*) FROM saying s WHERE s.campaign = w.campaign) AS position,
             json_object('round', 'first', 'points', appraised, 'excused', json(iif(excused, 'true', 'false')),
                 'reason', comment, 'entry', (SELECT position FROM saying e WHERE e.campaign = w.campaign
                 AND e.unit = w.unit AND e.leaf = w.leaf)) AS said
      FROM temp.was w WHERE appraised IS NOT NULL OR excused OR comment <> '');

DROP TABLE temp.was;
DROP TABLE assessment;
