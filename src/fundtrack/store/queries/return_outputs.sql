-- Purpose: what a fund delivered against its targets, as known.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per area, project and output, the recording that counts last.
SELECT
    o.area,
    o.project,
    o.output,
    arg_max(o.unit, o.seq) AS unit,
    max(o.target) FILTER (WHERE o.seq = n.seq) AS target,
    max(o.actual) FILTER (WHERE o.seq = n.seq) AS actual,
    arg_max(o.source, o.seq) AS source,
    arg_max(o.provenance, o.seq) AS provenance,
    arg_max(o.target_provenance, o.seq) AS target_provenance,
    max(o.seq) AS entry
FROM output_register AS o
INNER JOIN (
    SELECT
        l.area,
        l.project,
        l.output,
        max(l.seq) AS seq
    FROM output_register AS l
    WHERE l.fund = $fund AND l.effective_on <= $as_at AND l.seq <= $known
    GROUP BY ALL
) AS n
    ON o.area = n.area AND o.project = n.project AND o.output = n.output
WHERE o.fund = $fund AND o.effective_on <= $as_at AND o.seq <= $known
GROUP BY o.area, o.project, o.output
ORDER BY o.area, o.project, o.output;
