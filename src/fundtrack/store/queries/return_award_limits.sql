-- Purpose: the most that the award lets a fund claim, by year and kind of spending.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per kind of spending and financial year that the funder named
--   ('*' where it named none). Units: whole pence.
SELECT
    m.spend_kind,
    m.financial_year,
    CAST(-sum(m.pence) AS BIGINT) AS pence
FROM movement AS m
WHERE
    m.fund = $fund
    AND m.kind IN ('award', 'award_replaced')
    AND m.account = 'promised'
    AND m.effective_on <= $as_at
    AND m.seq <= $known
GROUP BY ALL
HAVING sum(m.pence) <> 0
ORDER BY ALL;
