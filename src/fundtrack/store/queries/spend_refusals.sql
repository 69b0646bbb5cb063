-- Purpose: the rows refused from a source, and whether somebody put them right.
-- Parameters: $source.
-- Grain: one row per refused row.
SELECT
    e.seq AS entry,
    e.payload ->> 'row_key' AS row_key,
    e.payload ->> 'rest_key' AS rest_key,
    CAST(json_extract_string(e.payload, '$.broken[*]') AS VARCHAR []) AS broken,
    e.seq NOT IN (
        SELECT answer.corrects
        FROM event AS answer
        WHERE answer.corrects IS NOT NULL
    ) AS is_open
FROM event AS e
WHERE e.kind = 'refused_line' AND (e.payload ->> 'source') = $source
ORDER BY e.seq;
