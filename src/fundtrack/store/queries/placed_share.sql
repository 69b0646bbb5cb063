-- Purpose: how many of a force's offences carry a place that lies in a ward.
-- Parameters: $force; $crime_types; $months ('YYYY-MM'); $lsoas, those with a ward.
-- Grain: one row. Units: distinct offences.
SELECT
    CAST(coalesce(sum(c.offences), 0) AS BIGINT) AS offences,
    CAST(
        coalesce(
            sum(c.offences) FILTER (
                WHERE list_contains(CAST($lsoas AS VARCHAR []), c.lsoa)
            ),
            0
        ) AS BIGINT
    ) AS placed
FROM crime.panel AS c
WHERE
    c.force = $force
    AND list_contains(CAST($crime_types AS VARCHAR []), c.crime_type)
    AND list_contains(CAST($months AS VARCHAR []), c.month)
ORDER BY offences;
