-- Purpose: when, by whom and from which source cell entries came.
-- Parameters: $entries (list of entries).
-- Grain: one row per entry. What a person said of a line leads to the line's own cell.
SELECT
    e.seq AS entry,
    e.effective_on,
    e.kind,
    e.provenance,
    coalesce(e.payload ->> 'supplier', o.payload ->> 'supplier', e.reason) AS about,
    coalesce(f.file, '') AS file,
    coalesce(e.source_sheet, o.source_sheet, '') AS sheet,
    coalesce(e.source_row, o.source_row) AS source_row,
    coalesce(e.source_column, o.source_column, '') AS source_column
FROM event AS e
LEFT JOIN event AS o ON e.corrects = o.seq
LEFT JOIN file_register AS f ON coalesce(e.source_sha256, o.source_sha256) = f.sha256
WHERE e.seq IN (SELECT unnest(CAST($entries AS BIGINT [])))
ORDER BY e.seq;
