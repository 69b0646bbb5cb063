-- Purpose: what kind each source of spending was confirmed to be, the last word.
-- Parameters: none.
-- Grain: one row per source.
SELECT
    e.payload ->> 'source' AS source,
    arg_max(e.payload ->> 'source_kind', e.seq) AS source_kind
FROM event AS e
WHERE e.kind = 'source'
GROUP BY e.payload ->> 'source'
ORDER BY source;
