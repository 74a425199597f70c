-- A person holds several roles where there was one.
UPDATE device SET person = json_set(
    json_remove(person, '$.role'), '$.roles', json_array(json_object('role', json_extract(person, '$.role'))))
WHERE CASE WHEN json_valid(person) THEN json_type(person, '$.role') = 'text' ELSE 0 END;
