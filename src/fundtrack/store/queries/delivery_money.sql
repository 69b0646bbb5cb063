-- Purpose: what an area was given of a fund, and what of it was paid, month by month.
-- Parameters: $fund; $area.
-- Grain: one row per month in which either moved. Units: whole pence.
-- given counts what the area may spend: allocated, or moved on from there.
SELECT
    CAST(date_trunc('month', m.effective_on) AS DATE) AS month_starts,
    CAST(sum(m.pence) AS BIGINT) AS given_pence,
    CAST(coalesce(sum(m.pence) FILTER (WHERE m.account = 'spent'), 0) AS BIGINT)
        AS paid_pence
FROM movement AS m
WHERE
    m.fund = $fund
    AND m.area = $area
    AND m.account IN ('allocated', 'committed', 'accrued', 'spent')
GROUP BY ALL
ORDER BY month_starts;
