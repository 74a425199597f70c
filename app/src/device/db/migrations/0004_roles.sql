-- A person holds several roles where there was one. The browser's SQLite has no functions for JSON: the three that there
-- were are replaced as they were written, where no text of the person can say the same (it would have its quotes escaped).
UPDATE device SET person = replace(replace(replace(person,
    '"role":"admin"', '"roles":[{"role":"admin"}]'),
    '"role":"viewer"', '"roles":[{"role":"viewer"}]'),
    '"role":"interviewer"', '"roles":[{"role":"interviewer"}]')
WHERE instr(person, '"roles":') = 0;
