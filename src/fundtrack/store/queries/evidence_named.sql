-- Purpose: the files that entries were read from or are supported by.
-- Parameters: none.
-- Grain: one row per file, with the first entry that names it.
WITH named AS (
    SELECT
        e.seq,
        unnest([e.source_sha256, e.evidence]) AS sha256
    FROM event AS e
)

SELECT
    n.sha256,
    min(n.seq) AS entry
FROM named AS n
WHERE n.sha256 IS NOT NULL
GROUP BY n.sha256
ORDER BY n.sha256;
