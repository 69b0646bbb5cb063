-- Purpose: find whole years that come to less than nought, as no true year can.
-- Parameters: $files, the parts taken in.
-- Grain: one row per level, force, partnership and year with all four quarters.
SELECT
    concat_ws(', ', force, nullif(csp, ''), year) AS named,
    CAST(sum(offences) AS BIGINT) AS total
FROM read_parquet($files)
GROUP BY
    level,
    force,
    csp,
    year
HAVING
    count(DISTINCT quarter) = 4
    AND sum(offences) < 0
ORDER BY named;
