-- Purpose: find rows of a part that name the same figure twice.
-- Parameters: $parquet, the part's file.
-- Grain: one row per figure named more than once.
SELECT
    concat_ws(', ', force, nullif(min(csp), ''), offence_code, offence) AS named,
    count(*) AS times
FROM read_parquet($parquet)
GROUP BY
    force,
    lower(csp),
    offence_code,
    offence
HAVING count(*) > 1
ORDER BY named;
