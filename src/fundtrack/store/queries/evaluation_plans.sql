-- Purpose: the evaluation plans that were registered, every version of each.
-- Parameters: $known (entry).
-- Grain: one row per version, in the order of registration.
SELECT
    p.seq AS entry,
    p.recorded_at,
    p.person,
    p.reason,
    p.plan,
    p.fund,
    p.version,
    p.measures,
    p.areas,
    p.hash,
    p.is_retrospective,
    p.text
FROM evaluation_plan AS p
WHERE p.seq <= $known
ORDER BY p.seq;
