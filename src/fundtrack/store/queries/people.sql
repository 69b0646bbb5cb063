-- Purpose: the people register as it stands.
-- Parameters: $known (entry).
-- Grain: one row per person.
SELECT
    p.person,
    arg_max(p.name, p.seq) AS name,
    arg_max(p.account, p.seq) AS account,
    arg_max(p.left_on, p.seq) AS left_on
FROM person_register AS p
WHERE p.seq <= $known
GROUP BY p.person
ORDER BY p.person;
