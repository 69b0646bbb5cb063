-- Purpose: what the registers of delivery say, each row as it was recorded last.
-- Parameters: $kind, $fund, $as_at (date), $known (entry).
-- Grain: one row per thing of the kind, by area, project and name.
SELECT
    d.seq AS entry,
    d.area,
    d.project,
    d.name,
    d.facts,
    d.provenance
FROM delivery_register AS d
WHERE
    d.kind = $kind
    AND d.fund = $fund
    AND d.effective_on <= $as_at
    AND d.seq <= $known
QUALIFY row_number() OVER (PARTITION BY d.area, d.project, d.name ORDER BY d.seq DESC) = 1
ORDER BY d.area, d.project, d.name;
