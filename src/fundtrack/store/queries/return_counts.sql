-- Purpose: what a fund's projects had delivered to date, quarter by quarter, as known.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per area, project, output and quarter in which a count was recorded, the
--   one recorded last; `quarter` is the quarter's first day. Units: counts to date.
SELECT
    o.area,
    o.project,
    o.output,
    CAST(date_trunc('quarter', o.effective_on) AS DATE) AS quarter,
    arg_max(o.actual, o.seq) AS actual
FROM output_register AS o
WHERE
    o.fund = $fund
    AND o.effective_on <= $as_at
    AND o.seq <= $known
    AND o.actual IS NOT NULL
GROUP BY ALL
ORDER BY ALL;
