-- Purpose: offences by ward and month, noughts written out where a month is held.
-- Parameters: $crime_types; $months ('YYYY-MM'); $lsoas, $wards and $forces, which
--   name for each small area its ward and force, element by element.
-- Grain: one row per ward and month held. Units: distinct offences.
WITH place AS (
    SELECT
        unnest(CAST($lsoas AS VARCHAR [])) AS lsoa,
        unnest(CAST($wards AS VARCHAR [])) AS ward,
        unnest(CAST($forces AS VARCHAR [])) AS force
),

held AS (
    SELECT DISTINCT
        c.force,
        c.month
    FROM crime.coverage AS c
    -- A list of the API places no crime: its month is missing here, not nought.
    ANTI JOIN
        (
            SELECT
                t.force,
                t.month
            FROM crime.taken_month AS t
            WHERE t.is_from_api
        ) AS listed
        ON c.force = listed.force AND c.month = listed.month
    WHERE
        c.status = 'counted'
        AND list_contains(CAST($months AS VARCHAR []), c.month)
),

grid AS (
    SELECT DISTINCT
        p.ward,
        h.month
    FROM place AS p
    INNER JOIN held AS h ON p.force = h.force
),

counted AS (
    SELECT
        p.ward,
        c.month,
        CAST(sum(c.offences) AS BIGINT) AS offences
    FROM crime.panel AS c
    INNER JOIN place AS p
        ON
            c.lsoa = p.lsoa
            AND c.force = p.force
    WHERE
        list_contains(CAST($crime_types AS VARCHAR []), c.crime_type)
        AND list_contains(CAST($months AS VARCHAR []), c.month)
    GROUP BY ALL
)

SELECT
    g.ward,
    g.month,
    coalesce(c.offences, 0) AS offences
FROM grid AS g
LEFT JOIN counted AS c
    ON
        g.ward = c.ward
        AND g.month = c.month
ORDER BY g.ward, g.month;
