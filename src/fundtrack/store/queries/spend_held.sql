-- Purpose: the lines held from a source, counted by the key of their cells.
-- Parameters: $source.
-- Grain: one row per key.
SELECT
    e.payload ->> 'row_key' AS row_key,
    CAST(count(*) AS BIGINT) AS line_count
FROM event AS e
WHERE
    e.kind IN ('actual', 'suspense', 'outside', 'published_line')
    AND (e.payload ->> 'source') = $source
GROUP BY e.payload ->> 'row_key'
ORDER BY row_key;
