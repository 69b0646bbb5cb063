-- Purpose: count outcomes of a set among all outcomes, on one basis.
-- Parameters: $is_closed: investigations closed in the quarter, else offences recorded
-- in it; $outcomes, the outcome codes of the set; $force (empty text: every one);
-- $first and $last quarter, both included; $codes and $subgroups of offences, in lower
-- case, that count (empty list: all); $by_subgroup, $by_code: what to tell apart.
-- Grain: one row per force and quarter, and per what is told apart. Units: outcomes;
-- not_yet: offences without one; figures that were not provided. Codes inside another
-- (1a, 2a, 3a) are never added.
WITH figure AS (
    SELECT
        force,
        concat(year, ' Q', quarter) AS period,
        CASE WHEN $by_subgroup THEN subgroup END AS subgroup,
        CASE WHEN $by_code THEN offence_code END AS code,
        outcome_code,
        role,
        CASE WHEN $is_closed THEN closed_basis ELSE recorded_basis END AS outcomes,
        CASE
            WHEN $is_closed THEN is_closed_missing
            ELSE is_recorded_missing
        END AS is_missing
    FROM crime.crime_outcomes
    WHERE
        ($force = '' OR force = $force)
        AND concat(year, ' Q', quarter) BETWEEN $first AND $last
        AND (
            len($codes::VARCHAR []) = 0
            OR list_contains($codes::VARCHAR [], lower(offence_code))
        )
        AND (
            len($subgroups::VARCHAR []) = 0
            OR list_contains($subgroups::VARCHAR [], lower(subgroup))
        )
)

SELECT
    force,
    period,
    subgroup,
    code,
    CAST(
        coalesce(
            sum(outcomes) FILTER (
                WHERE
                    role = 'outcome'
                    AND list_contains($outcomes::VARCHAR [], outcome_code)
            ),
            0
        ) AS BIGINT
    ) AS numerator,
    CAST(
        coalesce(sum(outcomes) FILTER (WHERE role = 'outcome'), 0) AS BIGINT
    ) AS denominator,
    CAST(
        coalesce(sum(outcomes) FILTER (WHERE role = 'not_yet'), 0) AS BIGINT
    ) AS not_yet,
    count(*) FILTER (WHERE role = 'outcome' AND is_missing) AS not_provided
FROM figure
GROUP BY
    force,
    period,
    subgroup,
    code
ORDER BY ALL;
