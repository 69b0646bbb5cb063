-- Purpose: place each LSOA code that the rows of the files read carry.
-- Parameters: none.
-- Grain: one row per LSOA code in the files; unknown codes have no vintage.
-- The few codes used are looked for among all, not all among the few.
CREATE OR REPLACE TEMP TABLE row_place AS
SELECT
    used.lsoa,
    p.vintage,
    p.district,
    p.police_area
FROM lsoa_place AS p
RIGHT JOIN
    (
        SELECT DISTINCT lsoa
        FROM crime_row
        WHERE lsoa IS NOT NULL
    ) AS used
    ON p.lsoa = used.lsoa;
