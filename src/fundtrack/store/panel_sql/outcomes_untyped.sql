-- Purpose: count the outcomes of a force of which no street file is held.
-- Parameters: $files, its outcomes Parquet files.
-- Grain: one row per district, month and outcome; no crime type is known. Units:
-- distinct crimes.
INSERT INTO outcome
SELECT
    'closed' AS basis,
    force,
    coalesce(district, '') AS district,
    month,
    '' AS crime_type,
    outcome_type,
    count(*) AS crimes
FROM read_parquet($files)
WHERE NOT is_repeated_id
GROUP BY ALL
ORDER BY
    month,
    district,
    outcome_type;
