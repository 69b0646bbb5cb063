-- Purpose: how many rows of a part count as outcomes, not as none yet or part of one.
-- Parameters: $parquet, the part's file.
-- Grain: one row.
SELECT count(*) AS counted
FROM read_parquet($parquet)
WHERE role = 'outcome'
ORDER BY counted;
