-- Purpose: how sure the entries are that a return's spending is made of.
-- Parameters: $fund; $as_at (date), the quarter's last day; $known (entry).
-- Grain: one row per sort of provenance. Units: none.
SELECT DISTINCT m.provenance
FROM movement AS m
WHERE
    m.fund = $fund
    AND m.account IN ('spent', 'accrued')
    AND m.seq <= $known
    AND m.effective_on <= $as_at
ORDER BY m.provenance;
