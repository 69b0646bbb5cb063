-- Purpose: the returns that were certified, with the hash of the workbook frozen then.
-- Parameters: none.
-- Grain: one row per return.
SELECT
    c.return_id,
    arg_max(c.sha256, c.seq) AS sha256
FROM (
    SELECT
        e.seq,
        e.payload ->> 'return_id' AS return_id,
        e.payload ->> 'sha256' AS sha256
    FROM event AS e
    WHERE e.kind = 'return_certified' AND json_valid(e.payload)
) AS c
WHERE c.return_id IS NOT NULL
GROUP BY c.return_id
ORDER BY c.return_id;
