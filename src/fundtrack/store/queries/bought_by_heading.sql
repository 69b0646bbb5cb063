-- Purpose: what was bought in an area: given, ordered, owed, claimed, paid.
-- Parameters: $fund; $area.
-- Grain: one row per heading and month in which anything moved. Units: whole pence.
-- given counts what a heading may spend; ordered, owed and claimed fall again when what
-- was ordered is billed, what was owed is paid, and what was claimed arrives.
SELECT
    m.heading,
    CAST(date_trunc('month', m.effective_on) AS DATE) AS month_starts,
    CAST(coalesce(sum(m.pence) FILTER (
        WHERE m.account IN ('allocated', 'committed', 'accrued', 'spent')
    ), 0) AS BIGINT) AS given_pence,
    CAST(coalesce(sum(m.pence) FILTER (WHERE m.account = 'committed'), 0) AS BIGINT)
        AS ordered_pence,
    CAST(coalesce(sum(m.pence) FILTER (WHERE m.account = 'accrued'), 0) AS BIGINT)
        AS owed_pence,
    CAST(coalesce(sum(m.pence) FILTER (WHERE m.account = 'spent'), 0) AS BIGINT)
        AS paid_pence,
    CAST(coalesce(-sum(m.pence) FILTER (
        WHERE m.account IN ('claimed', 'received')
    ), 0) AS BIGINT) AS claimed_pence,
    list_sort(list_distinct(list(m.provenance) FILTER (WHERE m.account = 'spent')))
        AS marks
FROM movement AS m
WHERE
    m.fund = $fund
    AND m.area = $area
GROUP BY ALL
ORDER BY m.heading, month_starts;
