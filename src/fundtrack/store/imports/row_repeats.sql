-- Purpose: find the crimes that a file names more than once under one type.
-- Parameters: none.
-- Grain: one row per type and crime id that repeats; kept_row is the row that counts
-- (the first with a location, else the first).
CREATE OR REPLACE TEMP TABLE row_repeat AS
SELECT
    crime_type,
    crime_id,
    count(*) - 1 AS repeats,
    coalesce(
        min(file_row) FILTER (WHERE lsoa IS NOT NULL), min(file_row)
    ) AS kept_row
FROM crime_row
WHERE crime_id IS NOT NULL
GROUP BY
    crime_type,
    crime_id
HAVING count(*) > 1
ORDER BY kept_row;
