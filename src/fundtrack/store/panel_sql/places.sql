-- Purpose: say where each LSOA code of the panel lies.
-- Parameters: $lsoas, $wards, $districts: paths of the reference files.
-- Grain: one row per LSOA code of the panel that a census knows.
-- A code whose parts lie in more than one place lies in none: never one to many.
INSERT INTO place
WITH pair AS (
    SELECT
        p.lsoa_2011,
        p.lsoa_2021,
        w.ward,
        w.name AS ward_name,
        d.district,
        d.name AS district_name,
        d.police_area
    FROM read_csv($lsoas, header = TRUE, all_varchar = TRUE) AS p
    INNER JOIN
        read_csv($districts, header = TRUE, all_varchar = TRUE) AS d
        ON p.district = d.district
    LEFT JOIN
        read_csv($wards, header = TRUE, all_varchar = TRUE) AS w
        ON p.lsoa_2021 = w.lsoa_2021
),

code AS (
    SELECT
        lsoa_2011 AS lsoa,
        '2011' AS vintage,
        *
    FROM pair
    UNION ALL
    SELECT
        lsoa_2021 AS lsoa,
        '2021' AS vintage,
        *
    FROM pair
)

SELECT
    lsoa,
    CASE
        WHEN min(vintage) = max(vintage) THEN min(vintage)
        ELSE 'both'
    END AS vintage,
    CASE WHEN min(lsoa_2021) = max(lsoa_2021) THEN min(lsoa_2021) END AS lsoa_2021,
    CASE WHEN min(ward) = max(ward) THEN min(ward) END AS ward,
    CASE WHEN min(ward) = max(ward) THEN min(ward_name) END AS ward_name,
    CASE WHEN min(district) = max(district) THEN min(district) END AS district,
    CASE
        WHEN min(district) = max(district) THEN min(district_name)
    END AS district_name,
    CASE
        WHEN min(police_area) = max(police_area) THEN min(police_area)
    END AS police_area
FROM code
WHERE lsoa IN (SELECT panel.lsoa FROM panel)
GROUP BY lsoa
ORDER BY lsoa;
