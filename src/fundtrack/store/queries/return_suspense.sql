-- Purpose: lines of a fund that wait for somebody to say which budget they belong to.
-- Parameters: $fund, $start, $as_at (dates), $known (entry).
-- Grain: one row per line that is still in suspense. Units: whole pence.
SELECT
    s.seq AS entry,
    s.effective_on,
    s.supplier,
    s.pence,
    s.file,
    s.source_sheet AS sheet,
    s.source_row
FROM spend_line AS s
WHERE
    s.kind = 'suspense'
    AND s.seq <= $known
    AND s.effective_on BETWEEN $start AND $as_at
    AND s.seq IN (
        SELECT p.seq
        FROM posting AS p
        WHERE p.account = 'suspense' AND p.fund = $fund
    )
    AND s.seq NOT IN (
        SELECT a.seq
        FROM answer AS a
        WHERE a.answered_by <= $known AND coalesce(a.undone_by > $known, TRUE)
    )
ORDER BY s.seq;
