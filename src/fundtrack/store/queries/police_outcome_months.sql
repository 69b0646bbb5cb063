-- Purpose: months of which a force's files are held, row by row.
-- Parameters: $kind, street or outcomes; $forces.
-- Grain: one row per force and month.
SELECT
    t.force,
    t.month,
    t.provenance
FROM crime.taken_month AS t
WHERE
    t.kind = $kind
    AND list_contains($forces::VARCHAR [], t.force)
ORDER BY
    t.force,
    t.month;
