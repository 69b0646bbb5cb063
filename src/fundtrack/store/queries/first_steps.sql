-- Purpose: which of the first steps of an office were taken.
-- Parameters: none.
-- Grain: one row. Passwords count once somebody besides the administrator has one.
SELECT
    count(*) FILTER (WHERE e.kind = 'allocation') > 0 AS registers,
    count(DISTINCT e.payload ->> 'person') FILTER (WHERE e.kind = 'password') > 1
        AS passwords,
    count(*) FILTER (WHERE e.kind = 'import') > 0 AS extract,
    count(*) FILTER (WHERE e.kind = 'crime_import') > 0 AS crime,
    count(*) FILTER (WHERE e.kind = 'return_prepared') > 0 AS claim
FROM event AS e
ORDER BY registers;
