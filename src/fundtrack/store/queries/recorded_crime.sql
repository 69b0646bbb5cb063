-- Purpose: count recorded crime of the Home Office's tables.
-- Parameters: $level, force or csp; $force (empty text: every one); $csp (empty text:
-- every one) and $district (the same); $first and $last quarter, both included;
-- $codes and $subgroups, in lower case, that count (empty list: all);
-- $by_subgroup, $by_code: what to tell apart.
-- Grain: one row per place and quarter, and per what is told apart. Units: offences;
-- figures and those of them that were not provided.
SELECT
    force,
    csp,
    concat(year, ' Q', quarter) AS period,
    CASE WHEN $by_subgroup THEN subgroup END AS subgroup,
    CASE WHEN $by_code THEN offence_code END AS code,
    CAST(sum(offences) AS BIGINT) AS offences,
    count(*) FILTER (WHERE offences IS NULL) AS not_provided
FROM crime.recorded_crime
WHERE
    level = $level
    AND ($force = '' OR force = $force)
    AND ($csp = '' OR csp = $csp)
    AND ($district = '' OR district = $district)
    AND concat(year, ' Q', quarter) BETWEEN $first AND $last
    AND (
        len($codes::VARCHAR []) = 0
        OR list_contains($codes::VARCHAR [], lower(offence_code))
    )
    AND (
        len($subgroups::VARCHAR []) = 0
        OR list_contains($subgroups::VARCHAR [], lower(subgroup))
    )
GROUP BY
    force,
    csp,
    concat(year, ' Q', quarter),
    CASE WHEN $by_subgroup THEN subgroup END,
    CASE WHEN $by_code THEN offence_code END
ORDER BY ALL;
