-- Purpose: count a force's crimes by the last outcome their street files give.
-- Parameters: $files, its street Parquet files.
-- Grain: one row per district, month, type and outcome. Units: distinct crimes.
INSERT INTO outcome
SELECT
    'recorded' AS basis,
    force,
    coalesce(district, '') AS district,
    month,
    crime_type,
    coalesce(last_outcome, '') AS outcome_type,
    count(*) AS crimes
FROM read_parquet($files)
WHERE NOT is_repeated_id AND crime_id IS NOT NULL
GROUP BY ALL
ORDER BY
    month,
    district,
    crime_type,
    outcome_type;
