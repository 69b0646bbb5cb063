-- Purpose: what was recorded of a fund's outputs, milestones, risks and narratives.
-- Parameters: $fund, $known (entry).
-- Grain: one row per recording, oldest first; the last of a thing counts.
SELECT
    e.seq AS entry,
    e.kind,
    e.payload AS facts,
    e.provenance,
    e.person
FROM event AS e
WHERE
    e.kind IN ('output', 'milestone', 'risk', 'narrative')
    AND (e.payload ->> 'fund') = $fund
    AND e.seq <= $known
    AND e.seq NOT IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= $known)
ORDER BY e.seq;
