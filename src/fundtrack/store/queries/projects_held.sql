-- Purpose: the ids of the projects that the registers hold for a fund.
-- Parameters: $fund ('*' for all).
-- Grain: one row per project, in the order of first recording.
SELECT
    p.project,
    arg_max(p.name, p.seq) AS name
FROM project_register AS p
WHERE $fund = '*' OR p.fund = $fund
GROUP BY p.project
ORDER BY min(p.seq);
