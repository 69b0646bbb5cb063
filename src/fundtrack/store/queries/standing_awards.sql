-- Purpose: what the award versions of a fund have promised, to be replaced by the next.
-- Parameters: $fund.
-- Grain: one row per cell the award figures were recorded on. Units: whole pence.
SELECT
    m.fund,
    m.area,
    m.project,
    m.heading,
    m.spend_kind,
    m.financial_year,
    CAST(sum(m.pence) AS BIGINT) AS pence
FROM movement AS m
WHERE
    m.fund = $fund
    AND m.account = 'unallocated'
    AND m.kind IN ('award', 'award_replaced')
GROUP BY ALL
HAVING sum(m.pence) <> 0
ORDER BY ALL;
