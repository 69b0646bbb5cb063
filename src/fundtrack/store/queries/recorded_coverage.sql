-- Purpose: which quarters of which places recorded crime is held for.
-- Parameters: $level, force or csp.
-- Grain: one row per place (a force, or a partnership of one) and quarter held.
SELECT
    held.force,
    held.csp,
    any_value(held.district) AS district,
    any_value(held.is_area) AS is_area,
    held.period,
    any_value(part.provenance) AS provenance
FROM (
    SELECT
        force,
        csp,
        district,
        is_area,
        concat(year, ' Q', quarter) AS period
    FROM crime.recorded_crime
    WHERE level = $level
) AS held
INNER JOIN crime.table_part AS part
    ON
        part.table_name = 'recorded_crime'
        AND part.part = concat($level, ' ', held.period)
GROUP BY
    held.force,
    held.csp,
    held.period
ORDER BY
    held.force,
    held.csp,
    held.period;
