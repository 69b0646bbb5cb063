-- Purpose: what each project of a fund has cost: spent and owed.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per area and project. Units: whole pence.
SELECT
    m.area,
    m.project,
    CAST(sum(m.pence) AS BIGINT) AS pence
FROM movement AS m
WHERE
    m.fund = $fund
    AND m.account IN ('spent', 'accrued')
    AND m.effective_on <= $as_at
    AND m.seq <= $known
GROUP BY m.area, m.project
ORDER BY m.area, m.project;
