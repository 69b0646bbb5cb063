-- Purpose: entries by their numbers, as they were recorded.
-- Parameters: $entries (list of entry numbers).
-- Grain: one row per entry found, in order.
SELECT
    e.seq AS entry,
    e.effective_on,
    e.kind,
    e.reason,
    e.payload,
    e.provenance,
    e.evidence,
    e.source_sha256,
    e.source_sheet,
    e.source_row,
    e.source_column,
    e.corrects
FROM event AS e
WHERE list_contains($entries, e.seq)
ORDER BY e.seq;
