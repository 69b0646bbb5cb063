-- Purpose: which source each file of spending was taken in from, by its hash.
-- Parameters: none.
-- Grain: one row per file that was not reversed.
SELECT
    i.sha256,
    arg_max(i.source, i.seq) AS source
FROM import_register AS i
WHERE i.seq NOT IN (SELECT u.seq FROM undone AS u)
GROUP BY i.sha256
ORDER BY i.sha256;
