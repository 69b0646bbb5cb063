-- Purpose: what a fund was awarded and has spent and owes, in all.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row. Units: whole pence.
SELECT
    CAST(coalesce(-sum(m.pence) FILTER (
        WHERE m.account IN ('promised', 'claimed', 'received')
    ), 0) AS BIGINT) AS awarded_pence,
    CAST(coalesce(sum(m.pence) FILTER (WHERE m.account IN ('spent', 'accrued')), 0)
        AS BIGINT) AS spent_pence
FROM movement AS m
WHERE m.fund = $fund AND m.effective_on <= $as_at AND m.seq <= $known
ORDER BY awarded_pence;
