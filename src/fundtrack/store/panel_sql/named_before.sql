-- Purpose: count crimes that one month names and an earlier month of the force named.
-- Parameters: $force; $files, its street Parquet files.
-- Grain: one row per LSOA, month and type with any. Units: distinct crimes.
-- Ids are told apart by their hash of 64 bits: among a million ids the chance that any
-- two different ones share one is below one in ten million.
INSERT INTO named_before
WITH crime AS MATERIALIZED (
    SELECT
        hash(crime_id) AS hashed,
        lsoa,
        month,
        crime_type
    FROM read_parquet($files)
    WHERE NOT is_repeated_id AND crime_id IS NOT NULL
),

first_named AS (
    SELECT
        hashed,
        min(month) AS month
    FROM crime
    GROUP BY hashed
    HAVING min(month) < max(month)
)

SELECT
    $force AS force,
    coalesce(crime.lsoa, '') AS lsoa,
    crime.month,
    crime.crime_type,
    count(*) AS offences
FROM crime
INNER JOIN
    first_named
    ON
        crime.hashed = first_named.hashed
        AND crime.month > first_named.month
GROUP BY
    crime.lsoa,
    crime.month,
    crime.crime_type
ORDER BY
    crime.month,
    lsoa,
    crime.crime_type;
