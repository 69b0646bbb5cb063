-- Purpose: the files taken in from a source, with the control total given, if any, and
--   the imports whose lines each repeats.
-- Parameters: $source.
-- Grain: one row per import that was not reversed. Units: whole pence; NULL where no total was given.
SELECT
    e.seq AS entry,
    e.source_sha256 AS sha256,
    CAST(e.payload ->> 'control_total_pence' AS BIGINT) AS control_total_pence,
    CAST(json_extract_string(e.payload, '$.renews[*]') AS VARCHAR []) AS renews
FROM event AS e
WHERE
    e.kind = 'import'
    AND (e.payload ->> 'source') = $source
    AND e.seq NOT IN (SELECT u.seq FROM undone AS u)
ORDER BY e.seq;
