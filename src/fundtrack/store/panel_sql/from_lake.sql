-- Purpose: count the rows of a force.
-- Parameters: $files, its street Parquet files.
-- Grain: one row per force, LSOA, month and type.
INSERT INTO panel
SELECT
    force,
    coalesce(lsoa, '') AS lsoa,
    month,
    crime_type,
    count(*) FILTER (WHERE NOT is_repeated_id) AS offences,
    count(*) AS row_count
FROM read_parquet($files)
GROUP BY ALL
ORDER BY month;
