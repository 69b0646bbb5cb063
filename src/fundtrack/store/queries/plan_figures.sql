-- Purpose: what was planned for a budget cell and quarter, one time after another.
-- Parameters: $measure ('profile' or 'forecast'), the cell $fund $area $project $heading
--   $spend_kind $financial_year, $quarter.
-- Grain: one row per figure recorded, the newest first. Units: whole pence.
SELECT
    p.seq AS entry,
    p.pence
FROM plan_register AS p
WHERE
    p.measure = $measure
    AND p.fund = $fund
    AND p.area = $area
    AND p.project = $project
    AND p.heading = $heading
    AND p.spend_kind = $spend_kind
    AND p.financial_year = $financial_year
    AND p.quarter = $quarter
ORDER BY p.seq DESC;
