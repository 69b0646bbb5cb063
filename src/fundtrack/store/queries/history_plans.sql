-- Purpose: what each plan figure was before it was recorded.
-- Parameters: $since (entry).
-- Grain: one row per profile or forecast figure recorded. Units: whole pence; old_pence
--   is NULL where nothing was said before.
WITH figures AS (
    SELECT
        p.seq,
        p.fund,
        p.area,
        p.project,
        p.heading,
        p.spend_kind,
        p.financial_year,
        p.quarter,
        p.pence,
        lag(p.pence) OVER (
            PARTITION BY
                p.measure, p.fund, p.area, p.project, p.heading, p.spend_kind,
                p.financial_year, p.quarter
            ORDER BY p.seq
        ) AS old_pence
    FROM plan_register AS p
)

SELECT
    f.seq AS entry,
    f.quarter AS measure,
    f.fund,
    f.area,
    f.project,
    f.heading,
    f.spend_kind,
    f.financial_year,
    f.old_pence,
    f.pence AS new_pence,
    f.pence - coalesce(f.old_pence, 0) AS pence
FROM figures AS f
WHERE f.seq >= $since
ORDER BY f.seq;
