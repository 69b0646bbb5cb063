-- Purpose: the plan figures of a fund that count, to trace the figures of a return.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per plan, budget cell and quarter, the one recorded last.
-- Units: whole pence.
SELECT
    arg_max(p.seq, p.seq) AS entry,
    p.measure AS plan,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year,
    p.quarter_ends,
    arg_max(p.pence, p.seq) AS pence
FROM plan_register AS p
WHERE p.fund = $fund AND p.effective_on <= $as_at AND p.seq <= $known
GROUP BY ALL
ORDER BY ALL;
