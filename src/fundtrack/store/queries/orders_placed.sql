-- Purpose: the cells and references that orders were placed under, standing or not.
-- Parameters: $fund ('*' for any).
-- Grain: one row per cell and reference, '' where none was given.
SELECT
    o.fund,
    o.area,
    o.project,
    o.heading,
    o.spend_kind,
    o.financial_year,
    o.reference
FROM order_move AS o
WHERE o.account = 'committed' AND ($fund = '*' OR o.fund = $fund)
GROUP BY ALL
ORDER BY ALL;
