-- Purpose: the last backup recorded, and since when entries are in none.
-- Parameters: none.
-- Grain: one row; NULL where no backup was made, or where it holds every entry.
WITH made AS (
    SELECT
        max(e.recorded_at) AS made_at,
        arg_max(e.payload ->> 'file', e.seq) AS file,
        coalesce(max(CAST(e.payload ->> 'entries' AS BIGINT)), 0) AS entries
    FROM event AS e
    WHERE e.kind = 'backup'
)

SELECT
    m.made_at,
    m.file,
    min(e.recorded_at) AS unsaved_since
FROM made AS m
LEFT JOIN event AS e ON e.seq > m.entries AND e.kind <> 'backup'
GROUP BY ALL
ORDER BY m.made_at;
