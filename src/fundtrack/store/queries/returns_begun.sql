-- Purpose: how far the returns of each fund and quarter have come.
-- Parameters: $known (entry).
-- Grain: one row per return, in the order of their quarters.
SELECT
    r.return_id,
    (r.facts ->> 'fund') AS fund,
    CAST(r.facts ->> 'quarter_ends' AS DATE) AS quarter_ends,
    arg_max(r.step, r.seq) AS last_step,
    bool_or(r.step = 'return_submitted') AS is_sent
FROM return_step AS r
WHERE r.seq <= $known AND (r.facts ->> 'quarter_ends') IS NOT NULL
GROUP BY ALL
ORDER BY quarter_ends, r.return_id;
