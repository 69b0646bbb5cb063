-- Purpose: the day on which the books were begun.
-- Parameters: none.
-- Grain: one row.
SELECT CAST(min(e.recorded_at) AS DATE) AS begun_on
FROM event AS e
ORDER BY begun_on;
