-- Purpose: the layout last confirmed for each source of spending.
-- Parameters: none.
-- Grain: one row per source; the field of a heading stands at its place, empty where its column is left out.
SELECT
    e.payload ->> 'source' AS source,
    max(e.seq) AS entry,
    arg_max(
        CAST(json_extract_string(e.payload, '$.headings[*]') AS VARCHAR []), e.seq
    ) AS headings,
    arg_max(CAST(json_extract_string(e.payload, '$.fields[*]') AS VARCHAR []), e.seq)
        AS fields
FROM event AS e
WHERE e.kind = 'layout'
GROUP BY e.payload ->> 'source'
ORDER BY source;
