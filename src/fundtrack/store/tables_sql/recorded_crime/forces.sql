-- Purpose: which forces with an area a part holds.
-- Parameters: $parquet, the part's file.
-- Grain: one row per force.
SELECT DISTINCT force
FROM read_parquet($parquet)
WHERE is_area
ORDER BY force;
