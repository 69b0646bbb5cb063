-- Purpose: add up a part.
-- Parameters: $parquet, the part's file.
-- Grain: one row. Units: offences; none where no figure was provided.
SELECT CAST(sum(offences) AS BIGINT) AS total
FROM read_parquet($parquet)
ORDER BY total;
