-- Purpose: place each LSOA code that the file's rows carry.
-- Parameters: none.
-- Grain: one row per LSOA code in the file; unknown codes have no vintage.
CREATE OR REPLACE TEMP TABLE row_place AS
SELECT
    used.lsoa,
    used.row_count,
    used.first_row,
    p.vintage,
    p.district,
    p.police_area
FROM
    (
        SELECT
            lsoa,
            count(*) AS row_count,
            min(file_row) AS first_row
        FROM crime_row
        WHERE lsoa IS NOT NULL
        GROUP BY lsoa
    ) AS used
LEFT JOIN lsoa_place AS p ON used.lsoa = p.lsoa
ORDER BY used.lsoa;
