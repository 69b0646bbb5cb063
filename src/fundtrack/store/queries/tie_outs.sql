-- Purpose: the files of spending taken in, with the control totals given.
-- Parameters: $known (entry).
-- Grain: one row per import of spending that was not reversed, in the order taken in. Units: whole pence.
SELECT
    i.file,
    i.effective_on,
    i.row_count,
    i.accepted,
    i.refused,
    i.total_pence,
    i.control_total_pence
FROM import_register AS i
WHERE
    i.seq <= $known
    AND i.total_pence IS NOT NULL
    AND i.seq NOT IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= $known)
ORDER BY i.seq;
