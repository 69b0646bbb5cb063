-- Purpose: every virement asked for, with how far it has come.
-- Parameters: $known (entry).
-- Grain: one row per virement, in the order asked. Units: whole pence.
SELECT
    r.seq AS number,
    r.from_cell,
    r.to_cell,
    r.pence,
    r.person AS asked_by,
    r.recorded_at,
    r.reason,
    r.provenance,
    coalesce(e.payload ->> 'funder_approval', '') AS funder_approval,
    coalesce(list(d.step) FILTER (WHERE d.step IS NOT NULL), []) AS steps,
    max(d.seq) AS decided,
    arg_max(d.person, d.seq) AS decided_by
FROM virement_step AS r
INNER JOIN event AS e ON r.seq = e.seq
LEFT JOIN virement_step AS d ON r.seq = d.virement AND d.seq <= $known
WHERE r.step = 'virement_request' AND r.seq <= $known
GROUP BY ALL
ORDER BY r.seq;
