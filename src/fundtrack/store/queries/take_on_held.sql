-- Purpose: the import of a take-on file, by its hash, unless it was reversed.
-- Parameters: $sha256.
-- Grain: one row, or none.
SELECT e.seq AS entry
FROM event AS e
WHERE
    e.kind = 'take_on'
    AND e.source_sha256 = $sha256
    AND e.seq NOT IN (SELECT u.seq FROM undone AS u)
ORDER BY e.seq DESC
LIMIT 1;
