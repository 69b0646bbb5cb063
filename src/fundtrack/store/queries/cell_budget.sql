-- Purpose: the budget of one budget cell, whatever day counts, as known at an entry.
-- Parameters: the cell $fund $area $project $heading $spend_kind $financial_year, $known.
-- Grain: one row. Units: whole pence.
SELECT CAST(coalesce(sum(m.pence), 0) AS BIGINT) AS pence
FROM movement AS m
WHERE
    m.account IN ('allocated', 'committed', 'accrued', 'spent')
    AND m.fund = $fund
    AND m.area = $area
    AND m.project = $project
    AND m.heading = $heading
    AND m.spend_kind = $spend_kind
    AND m.financial_year = $financial_year
    AND m.seq <= $known
ORDER BY pence;
