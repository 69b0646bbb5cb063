-- Purpose: the lines of spending that wait for a budget cell.
-- Parameters: $known (entry).
-- Grain: one row per line in suspense that no later entry answers, oldest first.
-- Units: whole pence.
SELECT
    s.seq AS entry,
    s.effective_on,
    coalesce(nullif(p.fund, '*'), '') AS fund,
    s.supplier,
    s.description,
    s.pence,
    s.file,
    s.source_sheet,
    s.source_row,
    s.provenance
FROM spend_line AS s
LEFT JOIN posting AS p ON s.seq = p.seq AND p.account = 'suspense'
WHERE
    s.kind = 'suspense'
    AND s.seq <= $known
    AND s.seq NOT IN (
        SELECT a.seq
        FROM answer AS a
        WHERE a.answered_by <= $known AND coalesce(a.undone_by > $known, TRUE)
    )
ORDER BY s.effective_on, s.seq;
