-- Purpose: lines of a fund that wait for somebody to say which budget they belong to.
-- Parameters: $fund, $start, $as_at (dates), $known (entry).
-- Grain: one row per line that is still in suspense. Units: whole pence.
WITH standing AS (
    SELECT
        a.seq,
        max(a.answered_by) AS answered_by
    FROM answer AS a
    WHERE a.answered_by <= $known AND coalesce(a.undone_by > $known, TRUE)
    GROUP BY a.seq
)

SELECT
    s.seq AS entry,
    s.effective_on,
    s.supplier,
    s.pence,
    s.file,
    s.source_sheet AS sheet,
    s.source_row
FROM suspense_stay AS y
INNER JOIN spend_line AS s ON y.line = s.seq
LEFT JOIN standing AS t ON y.line = t.seq
WHERE
    y.came_by <= $known
    AND y.came_by = coalesce(t.answered_by, y.line)
    AND y.fund = $fund
    AND s.effective_on BETWEEN $start AND $as_at
ORDER BY s.seq;
