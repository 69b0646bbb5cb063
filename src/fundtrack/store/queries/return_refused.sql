-- Purpose: refused rows of a fund and period that nobody has settled; a row whose fund
--   or day cannot be read counts for every fund and period, one of a list that names
--   no funds for none.
-- Parameters: $fund, $start, $as_at (dates).
-- Grain: one row per refused row of a file.
WITH read AS (
    SELECT
        r.seq,
        coalesce(r.fund, '') AS fund,
        try_cast(r.dated AS DATE) AS dated,
        r.message,
        r.fix,
        r.found,
        r.file,
        r.source_sheet,
        r.source_row,
        r.source_column
    FROM refused_line AS r
    WHERE r.seq NOT IN (SELECT a.seq FROM answer AS a WHERE a.undone_by IS NULL)
)

SELECT
    r.seq AS entry,
    r.message,
    r.fix,
    r.found,
    r.file,
    r.source_sheet AS sheet,
    r.source_row,
    r.source_column
FROM read AS r
WHERE
    r.fund <> 'outside'
    AND (
        r.fund IN ('', '*')
        OR r.dated IS NULL
        OR (r.fund = $fund AND r.dated BETWEEN $start AND $as_at)
    )
ORDER BY r.seq;
