-- Purpose: the file that each entry with money of a fund was read from.
-- Parameters: $fund, $known (entry).
-- Grain: one row per entry that was read from a file, or from a line that was.
SELECT
    e.seq AS entry,
    coalesce(e.source_sha256, s.source_sha256) AS sha256,
    f.file AS file
FROM event AS e
LEFT JOIN event AS s ON e.corrects = s.seq
INNER JOIN file_register AS f ON coalesce(e.source_sha256, s.source_sha256) = f.sha256
WHERE
    e.seq <= $known
    AND e.seq IN (SELECT p.seq FROM posting AS p WHERE p.fund = $fund)
ORDER BY e.seq;
