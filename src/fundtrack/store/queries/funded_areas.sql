-- Purpose: which areas had money from which funds, and in which years.
-- Parameters: none.
-- Grain: one row per fund and area with money.
SELECT
    m.fund,
    m.area,
    min(m.financial_year) AS first_year,
    max(m.financial_year) AS last_year
FROM movement AS m
WHERE
    m.account IN ('unallocated', 'allocated', 'committed', 'accrued', 'spent')
    AND m.area <> '*'
    AND m.financial_year <> '*'
GROUP BY m.fund, m.area
ORDER BY m.fund, m.area;
