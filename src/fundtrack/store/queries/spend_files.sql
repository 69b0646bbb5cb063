-- Purpose: the files held from a source, with the last control total given for each.
-- Parameters: $source.
-- Grain: one row per file. Units: whole pence; NULL where no total was given.
SELECT
    i.sha256,
    arg_max(i.control_total_pence, i.seq) AS control_total_pence
FROM import_register AS i
WHERE i.source = $source
GROUP BY i.sha256
ORDER BY i.sha256;
