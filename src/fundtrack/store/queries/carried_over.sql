-- Purpose: the years whose unspent money was carried over by a funder's decision.
-- Parameters: $known (entry).
-- Grain: one row per fund and year.
SELECT
    split_part(c.from_cell, '/', 1) AS fund,
    split_part(c.from_cell, '/', 6) AS financial_year,
    min(c.effective_on) AS carried_on
FROM carry_over_register AS c
WHERE c.seq <= $known
GROUP BY ALL
ORDER BY ALL;
