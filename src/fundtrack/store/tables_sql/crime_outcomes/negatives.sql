-- Purpose: find whole years that come to less than nought, as no true year can.
-- Parameters: $files, the parts taken in.
-- Grain: one row per force, outcome and year with all four quarters.
SELECT
    concat_ws(', ', force, 'outcome ' || outcome_code, year) AS named,
    CAST(least(sum(recorded_basis), sum(closed_basis)) AS BIGINT) AS total
FROM read_parquet($files)
GROUP BY
    force,
    outcome_code,
    year
HAVING
    count(DISTINCT quarter) = 4
    AND least(sum(recorded_basis), sum(closed_basis)) < 0
ORDER BY named;
