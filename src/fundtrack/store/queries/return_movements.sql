-- Purpose: every movement of a fund's money, to trace the figures of a return.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per entry, account and budget cell. Units: whole pence.
SELECT
    m.seq AS entry,
    m.effective_on,
    m.kind,
    m.account,
    m.area,
    m.project,
    m.heading,
    m.spend_kind,
    m.financial_year,
    CAST(sum(m.pence) AS BIGINT) AS pence
FROM movement AS m
WHERE m.fund = $fund AND m.effective_on <= $as_at AND m.seq <= $known
GROUP BY ALL
ORDER BY ALL;
