-- Purpose: the profile of a whole year for each budget cell, as it stands.
-- Parameters: $financial_year, $as_at (date), $known (entry).
-- Grain: one row per budget cell with a profile. Units: whole pence.
WITH latest AS (
    SELECT
        p.fund,
        p.area,
        p.project,
        p.heading,
        p.spend_kind,
        p.financial_year,
        p.quarter,
        arg_max(p.pence, p.seq) AS pence
    FROM plan_register AS p
    WHERE
        p.measure = 'profile'
        AND p.financial_year = $financial_year
        AND p.effective_on <= $as_at
        AND p.seq <= $known
    GROUP BY ALL
)

SELECT
    l.fund,
    l.area,
    l.project,
    l.heading,
    l.spend_kind,
    l.financial_year,
    CAST(sum(l.pence) AS BIGINT) AS profile_pence
FROM latest AS l
GROUP BY ALL
ORDER BY ALL;
