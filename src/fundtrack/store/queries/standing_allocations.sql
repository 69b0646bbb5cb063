-- Purpose: what is allocated to each cell of a fund, virements included.
-- Parameters: $fund.
-- Grain: one row per budget cell. Units: whole pence.
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
    AND m.account = 'allocated'
    AND m.kind IN ('allocation', 'allocation_replaced', 'virement_approval', 'carry_over')
GROUP BY ALL
HAVING sum(m.pence) <> 0
ORDER BY ALL;
