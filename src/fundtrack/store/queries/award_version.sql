-- Purpose: the version of a fund's award that stands now, 1 before there is any.
-- Parameters: $fund.
-- Grain: one row.
SELECT coalesce(max(a.version), 1) AS version
FROM award_register AS a
WHERE a.fund = $fund
ORDER BY version;
