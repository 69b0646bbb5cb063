-- Purpose: which months of street files were taken in more than once, so revised.
-- Parameters: none.
-- Grain: one row per force and month. Units: times it was taken in.
WITH taken AS (
    SELECT
        e.seq,
        unnest(CAST(json_extract_string(e.payload, '$.months[*]') AS VARCHAR []))
            AS written
    FROM event AS e
    WHERE e.kind = 'crime_import'
)

SELECT
    split_part(t.written, ' ', 1) AS force,
    split_part(t.written, ' ', 2) AS month,
    CAST(count(*) AS BIGINT) AS times
FROM taken AS t
WHERE split_part(t.written, ' ', 3) = 'street'
GROUP BY ALL
HAVING count(*) > 1
ORDER BY force, month;
