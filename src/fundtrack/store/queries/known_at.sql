-- Purpose: the last entry that was recorded by a moment.
-- Parameters: $moment (UTC).
-- Grain: one row.
SELECT coalesce(max(e.seq), 0) AS known
FROM event AS e
WHERE e.recorded_at <= $moment
ORDER BY known;
