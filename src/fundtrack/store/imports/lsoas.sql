-- Purpose: know where each LSOA code lies and which boundaries it belongs to.
-- Parameters: $lsoas and $districts, paths of the two reference files.
-- Grain: one row per LSOA code of 2011 or 2021.
-- A code cut by a border has no district, and no police area if that is cut too.
CREATE TEMP TABLE lsoa_place AS
WITH pair AS (
    SELECT
        p.lsoa_2011,
        p.lsoa_2021,
        p.district,
        d.police_area
    FROM read_csv($lsoas, header = TRUE, all_varchar = TRUE) AS p
    INNER JOIN
        read_csv($districts, header = TRUE, all_varchar = TRUE) AS d
        ON p.district = d.district
),

code AS (
    SELECT
        lsoa_2011 AS lsoa,
        '2011' AS vintage,
        district,
        police_area
    FROM pair
    UNION ALL
    SELECT
        lsoa_2021 AS lsoa,
        '2021' AS vintage,
        district,
        police_area
    FROM pair
)

SELECT
    lsoa,
    CASE
        WHEN min(vintage) = max(vintage) THEN min(vintage)
        ELSE 'both'
    END AS vintage,
    CASE WHEN min(district) = max(district) THEN min(district) END AS district,
    CASE
        WHEN min(police_area) = max(police_area) THEN min(police_area)
    END AS police_area
FROM code
GROUP BY lsoa
ORDER BY lsoa;
