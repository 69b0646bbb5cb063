-- Purpose: files of spending in a period that do not tie out to their control total.
-- Parameters: $start, $as_at (dates), $known (entry).
-- Grain: one row per file taken in and not reversed. Units: whole pence.
SELECT
    i.seq AS entry,
    i.file,
    i.refused,
    i.total_pence,
    i.control_total_pence
FROM import_register AS i
WHERE
    i.seq <= $known
    AND i.control_total_pence <> i.total_pence
    AND i.seq NOT IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= $known)
    AND i.seq IN (
        SELECT s.import_seq
        FROM spend_line AS s
        WHERE s.effective_on BETWEEN $start AND $as_at
    )
ORDER BY i.seq;
