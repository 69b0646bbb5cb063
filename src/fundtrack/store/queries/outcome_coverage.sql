-- Purpose: which quarters of which forces outcomes are held for.
-- Parameters: none.
-- Grain: one row per force and quarter held.
SELECT
    held.force,
    any_value(held.is_area) AS is_area,
    held.period,
    any_value(part.provenance) AS provenance
FROM (
    SELECT
        force,
        is_area,
        concat(year, ' Q', quarter) AS period
    FROM crime.crime_outcomes
) AS held
INNER JOIN crime.table_part AS part
    ON
        part.table_name = 'crime_outcomes'
        AND part.part = held.period
GROUP BY
    held.force,
    held.period
ORDER BY
    held.force,
    held.period;
