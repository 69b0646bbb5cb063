-- Purpose: what a fund is meant to do, as its register row stands.
-- Parameters: $fund.
-- Grain: one row, none where the fund is not known.
SELECT
    f.fund,
    arg_max(coalesce(f.purpose, ''), f.seq) AS purpose
FROM fund_register AS f
WHERE f.fund = $fund
GROUP BY f.fund
ORDER BY f.fund;
