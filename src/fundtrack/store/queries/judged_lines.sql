-- Purpose: lines of spending by their own entry or that of what coded them, and what the
--   books say of each by now.
-- Parameters: $entries (list of entry numbers).
-- Grain: one row per entry asked for that is a line or about one. Units: whole pence.
--   line is the entry of the line, root the one that its file brought; told is what the
--   last answer to it says.
WITH asked AS (
    SELECT
        e.seq AS entry,
        CASE WHEN e.kind IN ('coding', 'recoding') THEN e.corrects ELSE e.seq END
            AS line
    FROM event AS e
    WHERE list_contains($entries, e.seq)
),

replies AS (
    SELECT
        a.seq,
        max(a.answered_by) AS answered_by
    FROM answer AS a
    WHERE a.undone_by IS NULL AND a.kind IN ('coding', 'recoding', 'vanished_line')
    GROUP BY a.seq
)

SELECT
    k.entry,
    l.seq AS line,
    coalesce(CAST(l.payload ->> 'line' AS BIGINT), l.seq) AS root,
    l.effective_on,
    l.payload,
    l.provenance,
    l.source_sha256,
    l.source_sheet,
    l.source_row,
    l.source_column,
    t.kind AS told_kind,
    t.payload AS told,
    l.seq IN (SELECT u.seq FROM undone AS u) AS is_undone
FROM asked AS k
INNER JOIN event AS l
    ON k.line = l.seq AND l.kind IN ('actual', 'suspense', 'outside', 'ineligible')
LEFT JOIN replies AS r ON l.seq = r.seq
INNER JOIN event AS t ON coalesce(r.answered_by, l.seq) = t.seq
ORDER BY k.entry;
