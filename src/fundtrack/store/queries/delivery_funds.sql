-- Purpose: which funds' registers of delivery say anything, kind by kind.
-- Parameters: $as_at (date), $known (entry).
-- Grain: one row per fund and kind.
SELECT DISTINCT
    d.fund,
    d.kind
FROM delivery_register AS d
WHERE d.effective_on <= $as_at AND d.seq <= $known
ORDER BY d.fund, d.kind;
