-- Purpose: what of a cell's budget is neither ordered, owed nor spent.
-- Parameters: the cell $fund $area $project $heading $spend_kind $financial_year.
-- Grain: one row. Units: whole pence.
SELECT CAST(coalesce(sum(m.pence), 0) AS BIGINT) AS pence
FROM movement AS m
WHERE
    m.account = 'allocated'
    AND m.fund = $fund
    AND m.area = $area
    AND m.project = $project
    AND m.heading = $heading
    AND m.spend_kind = $spend_kind
    AND m.financial_year = $financial_year
ORDER BY pence;
