-- Purpose: the number of the last entry.
-- Parameters: none.
-- Grain: one row.
SELECT coalesce(max(e.seq), 0) AS known
FROM event AS e
ORDER BY known;
