-- Purpose: count the outcomes a force gave, by the type of the crime where a street
-- file held tells it.
-- Parameters: $files, its outcomes Parquet files; $street_files, its street ones.
-- Grain: one row per district, month, type and outcome. Units: distinct crimes.
INSERT INTO outcome
WITH given AS (
    SELECT
        force,
        district,
        month,
        crime_id,
        outcome_type
    FROM read_parquet($files)
    WHERE NOT is_repeated_id
),

crime AS (
    SELECT
        crime_id,
        arg_min(crime_type, (month, file_row)) AS crime_type
    FROM read_parquet($street_files)
    WHERE crime_id IN (SELECT given.crime_id FROM given)
    GROUP BY crime_id
)

SELECT
    'closed' AS basis,
    given.force,
    coalesce(given.district, '') AS district,
    given.month,
    coalesce(crime.crime_type, '') AS crime_type,
    given.outcome_type,
    count(*) AS crimes
FROM given
LEFT JOIN crime ON given.crime_id = crime.crime_id
GROUP BY ALL
ORDER BY
    given.month,
    district,
    crime_type,
    given.outcome_type;
