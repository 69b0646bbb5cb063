-- Purpose: when the last entry that was known was recorded, and its hash.
-- Parameters: $known (entry).
-- Grain: one row, or none where the books held nothing.
SELECT
    e.seq AS entry,
    e.recorded_at,
    e.hash
FROM event AS e
WHERE e.seq <= $known
ORDER BY e.seq DESC
LIMIT 1;
