-- Purpose: say which months come from the reference counts (all of LSOAs of 2011).
-- Parameters: none.
-- Grain: one row per force and month.
INSERT INTO coverage
SELECT
    force,
    month,
    'counted' AS status,
    'published' AS provenance,
    'reference' AS source,
    '2011' AS lsoa_vintage
FROM reference
GROUP BY
    force,
    month
ORDER BY
    force,
    month;
