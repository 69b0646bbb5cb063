-- Purpose: lines of spending and refused rows by entry number, and who waits.
-- Parameters: $entries (list of entry numbers).
-- Grain: one row per entry found that is a line or a refused row. Units: whole pence.
SELECT
    e.seq AS entry,
    e.kind,
    e.effective_on,
    e.payload,
    e.provenance,
    e.source_sha256,
    e.source_sheet,
    e.source_row,
    e.source_column,
    coalesce(p.fund, '*') AS fund,
    CAST(coalesce(p.pence, 0) AS BIGINT) AS pence,
    e.seq IN (SELECT a.seq FROM answer AS a WHERE a.undone_by IS NULL) AS is_answered
FROM event AS e
LEFT JOIN posting AS p ON e.seq = p.seq AND p.account = 'suspense'
WHERE
    e.kind IN ('actual', 'suspense', 'outside', 'published_line', 'refused_line')
    AND list_contains($entries, e.seq)
ORDER BY e.seq;
