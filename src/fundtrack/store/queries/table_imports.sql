-- Purpose: what the books were told of a file of a further table when it came.
-- Parameters: $table_name; $evidence, the sha256 of the file.
-- Grain: one row per time it changed anything, the latest first.
SELECT
    seq,
    CAST(payload AS VARCHAR) AS payload
FROM event
WHERE
    kind = 'table_import'
    AND evidence = $evidence
    AND (payload ->> 'table') = $table_name
ORDER BY seq DESC;
