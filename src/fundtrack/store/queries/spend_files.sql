-- Purpose: the files taken in from a source, with the control total given, if any, and
--   the imports whose lines each repeats.
-- Parameters: $source.
-- Grain: one row per import. Units: whole pence; NULL where no total was given.
SELECT
    e.seq AS entry,
    e.source_sha256 AS sha256,
    CAST(e.payload ->> 'control_total_pence' AS BIGINT) AS control_total_pence,
    CAST(json_extract_string(e.payload, '$.renews[*]') AS VARCHAR []) AS renews
FROM event AS e
WHERE e.kind = 'import' AND (e.payload ->> 'source') = $source
ORDER BY e.seq;
