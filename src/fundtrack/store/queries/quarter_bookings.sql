-- Purpose: every commitment and accrual of a fund, with what put it right.
-- Parameters: $fund, $known (entry).
-- Grain: one row per entry, oldest first; undone_by is NULL while it stands.
-- Units: whole pence.
SELECT
    e.seq AS entry,
    e.kind,
    e.effective_on,
    e.payload ->> 'cell' AS cell,
    CAST(e.payload ->> 'pence' AS BIGINT) AS pence,
    coalesce(e.payload ->> 'reference', '') AS reference,
    coalesce(e.payload ->> 'supplier', '') AS supplier,
    e.reason,
    e.person,
    e.corrects,
    u.undone_by
FROM event AS e
LEFT JOIN undone AS u ON e.seq = u.seq AND u.undone_by <= $known
WHERE
    e.kind IN ('commitment', 'accrual')
    AND split_part(e.payload ->> 'cell', '/', 1) = $fund
    AND e.seq <= $known
ORDER BY e.seq;
