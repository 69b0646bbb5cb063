-- Purpose: the plan figures of a fund that count, with who recorded them.
-- Parameters: $fund, $known (entry).
-- Grain: one row per plan, budget cell and quarter, the one recorded last.
-- Units: whole pence.
SELECT
    p.measure AS plan,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year,
    p.quarter,
    arg_max(p.pence, p.seq) AS pence,
    max(p.seq) AS entry,
    arg_max(e.person, p.seq) AS person
FROM plan_register AS p
INNER JOIN event AS e ON p.seq = e.seq
WHERE p.fund = $fund AND p.seq <= $known
GROUP BY ALL
ORDER BY ALL;
