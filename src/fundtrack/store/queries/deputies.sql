-- Purpose: who deputises for whom on a day.
-- Parameters: $on (date), $known (entry).
-- Grain: one row per person and deputy.
SELECT DISTINCT
    d.person,
    d.deputy
FROM deputy_register AS d
WHERE d.seq <= $known AND $on >= d.starts AND $on < d.ends
ORDER BY d.person, d.deputy;
