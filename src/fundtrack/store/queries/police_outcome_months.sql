-- Purpose: months of which a force's files are held, row by row.
-- Parameters: $kind, street or outcomes; $forces.
-- Grain: one row per force and month. A list of the API tells no place: not held here.
SELECT
    t.force,
    t.month,
    t.provenance
FROM crime.taken_month AS t
WHERE
    t.kind = $kind
    AND NOT t.is_from_api
    AND list_contains($forces::VARCHAR [], t.force)
ORDER BY
    t.force,
    t.month;
