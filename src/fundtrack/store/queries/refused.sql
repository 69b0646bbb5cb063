-- Purpose: the rows of files that were refused and are not put right yet.
-- Parameters: $known (entry).
-- Grain: one row per refused row that no later entry answers, oldest first; a row of
-- a list that names no funds waits for nobody. owner took it in, on the day since.
SELECT
    r.seq AS entry,
    r.effective_on,
    coalesce(nullif(r.fund, '*'), '') AS fund,
    r.message,
    r.found,
    r.file,
    r.source_sheet,
    r.source_row,
    r.provenance,
    e.person AS owner,
    CAST(e.recorded_at AS DATE) AS since
FROM refused_line AS r
INNER JOIN event AS e ON r.seq = e.seq
WHERE
    r.seq <= $known
    AND r.seq NOT IN (
        SELECT a.seq
        FROM answer AS a
        WHERE a.answered_by <= $known AND coalesce(a.undone_by > $known, TRUE)
    )
    AND coalesce(r.fund, '') <> 'outside'
ORDER BY r.effective_on, r.seq;
