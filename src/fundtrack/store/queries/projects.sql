-- Purpose: every project with the funds and areas it belongs to.
-- Parameters: none.
-- Grain: one row per project, fund and area, in the order of first recording.
SELECT
    p.project,
    p.fund,
    p.area,
    arg_max(p.name, p.seq) AS name
FROM project_register AS p
GROUP BY
    p.project,
    p.fund,
    p.area
ORDER BY min(p.seq);
