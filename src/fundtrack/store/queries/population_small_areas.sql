-- Purpose: people or households of small areas, by edition and year.
-- Parameters: $kind, people or households; $places, codes of either census.
-- Grain: one row per edition, year and small area. Units: people or households.
SELECT
    p.edition,
    p.basis,
    p.year,
    p.place,
    p.number
FROM crime.population AS p
WHERE
    p.kind = $kind
    AND p.level = 'small area'
    AND list_contains($places::VARCHAR [], p.place)
ORDER BY
    p.edition,
    p.basis,
    p.year,
    p.place;
