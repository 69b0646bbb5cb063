-- Purpose: who recorded what, when and why.
-- Parameters: $since (entry), $person ('*' for any).
-- Grain: one row per entry, in the order recorded.
SELECT
    e.seq AS entry,
    e.recorded_at,
    e.effective_on,
    e.person,
    e.kind,
    e.reason,
    e.payload,
    e.corrects,
    e.evidence,
    coalesce(f.file, e.payload ->> 'file') AS file,
    nullif(e.source_sheet, '') AS sheet,
    nullif(e.source_row, 0) AS row
FROM event AS e
LEFT JOIN file_register AS f ON e.source_sha256 = f.sha256
WHERE e.seq >= $since AND ($person = '*' OR e.person = $person)
ORDER BY e.seq;
