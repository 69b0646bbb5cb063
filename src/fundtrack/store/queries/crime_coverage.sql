-- Purpose: which months of which forces are held.
-- Parameters: none.
-- Grain: one row per force and month held.
SELECT
    force,
    month,
    provenance,
    source,
    lsoa_vintage
FROM crime.coverage
ORDER BY
    force,
    month;
