-- Purpose: the rows refused from a source, and whether somebody put them right.
-- Parameters: $source.
-- Grain: one row per refused row whose file was not reversed.
SELECT
    e.seq AS entry,
    e.payload ->> 'row_key' AS row_key,
    e.payload ->> 'rest_key' AS rest_key,
    CAST(json_extract_string(e.payload, '$.broken[*]') AS VARCHAR []) AS broken,
    e.seq NOT IN (SELECT a.seq FROM answer AS a WHERE a.undone_by IS NULL) AS is_open
FROM event AS e
WHERE
    e.kind = 'refused_line'
    AND (e.payload ->> 'source') = $source
    AND e.seq NOT IN (SELECT u.seq FROM undone AS u)
ORDER BY e.seq;
