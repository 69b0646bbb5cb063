-- Purpose: count recorded crime of the panel.
-- Parameters: $force (empty text: every force); $first and $last month, both included;
-- $is_located: only crimes placed in an LSOA; $districts: only those of these codes
-- (empty list: all); $areas and $area_districts: areas with their districts, side by
-- side, to count by; $by_...: what to tell apart; $is_distinct: crimes, else rows;
-- $is_first: without crimes that an earlier month of the force named.
-- Grain: one row per force and month, and per what is told apart. Units: crimes.
WITH area AS (
    SELECT
        unnest($areas::VARCHAR []) AS area,
        unnest($area_districts::VARCHAR []) AS district
),

counted AS (
    SELECT
        force,
        month,
        crime_type,
        lsoa,
        CASE WHEN $is_distinct THEN offences ELSE row_count END AS offences
    FROM crime.panel
    UNION ALL
    SELECT
        force,
        month,
        crime_type,
        lsoa,
        -offences AS offences
    FROM crime.named_before
    WHERE $is_first
),

placed AS (
    SELECT
        panel.force,
        panel.month,
        panel.crime_type,
        panel.lsoa,
        place.district,
        CASE
            WHEN place.vintage IS NULL THEN 'unknown'
            WHEN place.vintage = 'both' THEN coverage.lsoa_vintage
            ELSE place.vintage
        END AS lsoa_vintage,
        panel.offences
    FROM counted AS panel
    INNER JOIN
        crime.coverage AS coverage
        ON panel.force = coverage.force AND panel.month = coverage.month
    LEFT JOIN crime.place AS place ON panel.lsoa = place.lsoa
    WHERE
        panel.month BETWEEN $first AND $last
        AND ($force = '' OR panel.force = $force)
        AND (NOT $is_located OR panel.lsoa <> '')
        AND (
            len($districts::VARCHAR []) = 0
            OR list_contains($districts::VARCHAR [], place.district)
        )
)

SELECT
    placed.force,
    placed.month,
    CASE WHEN $by_type THEN placed.crime_type END AS "type",
    CASE WHEN $by_area THEN area.area END AS area,
    CASE WHEN $by_district THEN placed.district END AS district,
    CASE WHEN $by_lsoa THEN placed.lsoa END AS lsoa,
    min(CASE WHEN $by_lsoa THEN placed.lsoa_vintage END) AS first_vintage,
    max(CASE WHEN $by_lsoa THEN placed.lsoa_vintage END) AS last_vintage,
    CAST(sum(placed.offences) AS BIGINT) AS offences
FROM placed
LEFT JOIN area ON $by_area AND placed.district = area.district
WHERE
    (NOT $by_area OR area.area IS NOT NULL)
    AND (NOT $by_district OR placed.district IS NOT NULL)
GROUP BY
    placed.force,
    placed.month,
    CASE WHEN $by_type THEN placed.crime_type END,
    CASE WHEN $by_area THEN area.area END,
    CASE WHEN $by_district THEN placed.district END,
    CASE WHEN $by_lsoa THEN placed.lsoa END
ORDER BY ALL;
