-- Purpose: what has been claimed of a funder so far, receipts included.
-- Parameters: $fund, $known (entry).
-- Grain: one row per cell claimed on. Units: whole pence.
SELECT
    m.area,
    m.project,
    m.heading,
    m.spend_kind,
    m.financial_year,
    CAST(-sum(m.pence) AS BIGINT) AS pence,
    max(m.effective_on) AS last_on
FROM movement AS m
WHERE m.fund = $fund AND m.account IN ('claimed', 'received') AND m.seq <= $known
GROUP BY ALL
ORDER BY ALL;
