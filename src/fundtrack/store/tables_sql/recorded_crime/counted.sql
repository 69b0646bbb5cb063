-- Purpose: how many rows of a part count.
-- Parameters: $parquet, the part's file.
-- Grain: one row.
SELECT count(*) AS counted
FROM read_parquet($parquet)
ORDER BY counted;
