-- Purpose: the rows of files that were refused, where they stand and what to do.
-- Parameters: $known (entry).
-- Grain: one row per refused row whose file was not reversed, the latest import first;
-- is_open is false once somebody put it right. A list that names no funds is left out.
SELECT
    r.seq AS entry,
    r.import_seq,
    r.file,
    r.source_sheet AS sheet,
    r.source_row AS row_number,
    r.message,
    coalesce(r.found, '') AS found,
    coalesce(r.fix, '') AS fix,
    r.provenance,
    r.seq NOT IN (
        SELECT a.seq
        FROM answer AS a
        WHERE a.answered_by <= $known AND coalesce(a.undone_by > $known, TRUE)
    ) AS is_open
FROM refused_line AS r
WHERE
    r.seq <= $known
    AND r.seq NOT IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= $known)
    AND coalesce(r.fund, '') <> 'outside'
ORDER BY
    r.import_seq DESC,
    r.seq;
