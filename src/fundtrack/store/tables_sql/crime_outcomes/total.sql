-- Purpose: add up a part.
-- Parameters: $parquet, the part's file.
-- Grain: one row. Units: outcomes of closed investigations; none where no figure was
-- provided.
SELECT CAST(sum(closed_basis) FILTER (WHERE role = 'outcome') AS BIGINT) AS total
FROM read_parquet($parquet)
ORDER BY total;
