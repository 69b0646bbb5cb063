-- Purpose: who deputises for whom: from a day, until a day (excluded).
-- Parameters: $known (entry).
-- Grain: one row per person, deputy and range of days.
SELECT DISTINCT
    d.person,
    d.deputy,
    d.starts,
    d.ends
FROM deputy_register AS d
WHERE d.seq <= $known
ORDER BY ALL;
