-- Purpose: people or households of districts together, by edition and year.
-- Parameters: $kind, people or households; $places, codes of the districts.
-- Grain: one row per edition and year that has a figure of every one of them.
-- Units: people or households.
SELECT
    p.edition,
    p.basis,
    p.year,
    CAST(sum(p.number) AS BIGINT) AS number
FROM crime.population AS p
WHERE
    p.kind = $kind
    AND p.level = 'district'
    AND list_contains($places::VARCHAR [], p.place)
GROUP BY
    p.edition,
    p.basis,
    p.year
HAVING count(*) = len($places::VARCHAR [])
ORDER BY
    p.edition,
    p.year;
