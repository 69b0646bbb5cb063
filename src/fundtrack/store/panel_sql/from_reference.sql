-- Purpose: take the reference counts of months that the lake does not hold.
-- Parameters: $file, the reference counts kept in evidence.
-- Grain: one row per force, LSOA, month and type.
CREATE TEMP TABLE reference AS
SELECT
    r.force,
    r.lsoa,
    r.month,
    r.crime_type,
    r.offences,
    r.row_count
FROM read_parquet($file) AS r
ANTI JOIN coverage AS c ON r.force = c.force AND r.month = c.month
ORDER BY ALL;
