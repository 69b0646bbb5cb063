-- Purpose: what was recorded since an entry, by kind.
-- Parameters: $before (entry).
-- Grain: one row per kind of entry, the commonest first.
SELECT
    e.kind,
    count(*) AS entries
FROM event AS e
WHERE e.seq > $before
GROUP BY e.kind
ORDER BY
    entries DESC,
    e.kind;
