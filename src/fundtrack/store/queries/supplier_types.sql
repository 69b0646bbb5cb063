-- Purpose: what each supplier is, as the register says.
-- Parameters: $known (entry).
-- Grain: one row per name, its newest entry.
SELECT
    arg_max(e.payload ->> 'supplier', e.seq) AS supplier,
    arg_max(e.payload ->> 'type', e.seq) AS type
FROM event AS e
WHERE
    e.kind = 'supplier'
    AND e.seq <= $known
    AND e.seq NOT IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= $known)
GROUP BY lower(trim(e.payload ->> 'supplier'))
ORDER BY supplier;
