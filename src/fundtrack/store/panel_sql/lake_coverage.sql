-- Purpose: say which months the lake holds.
-- Parameters: $forces, $months, $provenances, $vintages: a list each, side by side.
-- Grain: one row per force and month.
INSERT INTO coverage
SELECT
    unnest($forces::VARCHAR []) AS force,
    unnest($months::VARCHAR []) AS month,
    'counted' AS status,
    unnest($provenances::VARCHAR []) AS provenance,
    'lake' AS source,
    unnest($vintages::VARCHAR []) AS lsoa_vintage
ORDER BY
    force,
    month;
