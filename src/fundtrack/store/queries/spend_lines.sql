-- Purpose: lines of spending and refused rows by entry number, and who waits.
-- Parameters: $entries (list of entry numbers).
-- Grain: one row per entry found that is a line or a refused row. Units: whole pence.
--   fund, pence and payload of a line that waits are as what brought it into suspense
--   last says them.
WITH standing AS (
    SELECT
        a.seq,
        max(a.answered_by) AS answered_by
    FROM answer AS a
    WHERE a.undone_by IS NULL AND list_contains($entries, a.seq)
    GROUP BY a.seq
)

SELECT
    e.seq AS entry,
    e.kind,
    e.effective_on,
    coalesce(b.payload, e.payload) AS payload,
    e.provenance,
    e.source_sha256,
    e.source_sheet,
    e.source_row,
    e.source_column,
    coalesce(y.fund, '*') AS fund,
    CAST(coalesce(y.pence, 0) AS BIGINT) AS pence,
    t.seq IS NOT NULL AS is_answered,
    y.line IS NOT NULL
    OR (e.kind = 'refused_line' AND t.seq IS NULL) AS is_waiting
FROM event AS e
LEFT JOIN standing AS t ON e.seq = t.seq
LEFT JOIN suspense_stay AS y
    ON e.seq = y.line AND coalesce(t.answered_by, e.seq) = y.came_by
LEFT JOIN event AS b ON y.came_by = b.seq
WHERE
    e.kind IN (
        'actual', 'suspense', 'outside', 'ineligible', 'published_line', 'refused_line'
    )
    AND list_contains($entries, e.seq)
ORDER BY e.seq;
