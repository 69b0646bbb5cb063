-- Purpose: the files that a fund's money was read from, as known.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per file that an entry of the fund's money names, oldest first.
SELECT
    f.file,
    e.source_sha256 AS sha256,
    min(e.recorded_at) AS taken_in_at,
    min_by(e.person, e.seq) AS person,
    min(e.seq) AS entry,
    count(DISTINCT e.seq) AS entries
FROM movement AS m
INNER JOIN event AS e ON m.seq = e.seq
INNER JOIN file_register AS f ON e.source_sha256 = f.sha256
WHERE m.fund = $fund AND m.effective_on <= $as_at AND m.seq <= $known
GROUP BY f.file, e.source_sha256
ORDER BY entry;
