-- Purpose: what stands since an entry and puts right or answers it, or the line of
--   spending that it is about.
-- Parameters: $entry, $line (entry numbers; the same where it is about no line).
-- Grain: one row per entry that stands, oldest first.
SELECT
    a.answered_by AS entry,
    a.kind,
    (e.payload ->> 'undoes') IS NOT NULL AS is_undoing
FROM answer AS a
INNER JOIN event AS e ON a.answered_by = e.seq
WHERE
    a.undone_by IS NULL
    AND (
        a.seq = $entry
        OR (
            a.answered_by > $entry
            AND (e.payload ->> 'undoes') IS NULL
            AND (
                a.seq = $line
                OR CAST(e.payload ->> 'line' AS BIGINT) = $line
            )
        )
    )
ORDER BY a.answered_by;
