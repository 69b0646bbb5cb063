-- Purpose: every draft and every release of a month's pack.
-- Parameters: $known (entry).
-- Grain: one row per draft or release, in the order recorded.
SELECT
    e.seq AS entry,
    e.kind,
    e.effective_on,
    e.person,
    e.payload AS facts
FROM event AS e
WHERE e.kind IN ('pack_drafted', 'pack_released') AND e.seq <= $known
ORDER BY e.seq;
