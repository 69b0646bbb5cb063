-- Purpose: find the rows that name a crime once more under one type.
-- Parameters: none.
-- Grain: one row per row that repeats; of the rows of one crime the first with a
-- location counts, else the first, and is not here.
CREATE OR REPLACE TEMP TABLE row_repeat AS
WITH crime AS (
    SELECT
        crime_type,
        crime_id,
        coalesce(
            min(file_row) FILTER (WHERE lsoa IS NOT NULL), min(file_row)
        ) AS kept_row
    FROM crime_row
    WHERE crime_id IS NOT NULL
    GROUP BY
        crime_type,
        crime_id
    HAVING count(*) > 1
)

SELECT r.file_row
FROM crime_row AS r
INNER JOIN
    crime AS c
    ON
        r.crime_id = c.crime_id
        AND r.crime_type = c.crime_type
        AND r.file_row <> c.kept_row
ORDER BY r.file_row;
