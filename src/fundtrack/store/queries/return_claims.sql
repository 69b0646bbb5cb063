-- Purpose: what has been claimed of a funder so far, receipts included.
-- Parameters: $fund, $quarter, $known (entry).
-- Grain: one row per cell claimed on; own_pence is the part of it that earlier versions
-- of the quarter's own return claimed. Units: whole pence.
SELECT
    m.area,
    m.project,
    m.heading,
    m.spend_kind,
    m.financial_year,
    CAST(-sum(m.pence) AS BIGINT) AS pence,
    CAST(
        -coalesce(sum(m.pence) FILTER (
            WHERE m.kind = 'return_submitted' AND (e.payload ->> 'quarter') = $quarter
        ), 0) AS BIGINT
    ) AS own_pence,
    max(m.effective_on) AS last_on
FROM movement AS m
INNER JOIN event AS e ON m.seq = e.seq
WHERE m.fund = $fund AND m.account IN ('claimed', 'received') AND m.seq <= $known
GROUP BY ALL
ORDER BY ALL;
