-- Purpose: when, by whom and from which source cell the entries about a fund came.
-- Parameters: $fund, $known (entry).
-- Grain: one row per entry with money or a plan of the fund.
SELECT
    e.seq AS entry,
    e.effective_on,
    e.kind,
    e.provenance,
    coalesce(e.payload ->> 'supplier', e.reason) AS about,
    coalesce(f.file, '') AS file,
    coalesce(e.source_sheet, '') AS sheet,
    e.source_row,
    coalesce(e.source_column, '') AS source_column
FROM event AS e
LEFT JOIN file_register AS f ON e.source_sha256 = f.sha256
WHERE
    e.seq <= $known
    AND (
        e.seq IN (SELECT p.seq FROM posting AS p WHERE p.fund = $fund)
        OR (e.payload ->> 'fund') = $fund
    )
ORDER BY e.seq;
