-- Purpose: what was recorded about a fund between two entries, and by whom.
-- Parameters: $fund, $since (entry, excluded), $until (entry, included).
-- Grain: one row per entry that can change a return, oldest first. Units: whole pence;
-- what the entry moved to spent and accrued, NULL where it moved none.
SELECT
    e.seq AS entry,
    e.recorded_at,
    e.effective_on,
    e.person,
    e.kind,
    coalesce(nullif(e.payload ->> 'supplier', ''), e.reason) AS why,
    (
        SELECT CAST(sum(p.pence) AS BIGINT)
        FROM posting AS p
        WHERE
            p.seq = e.seq
            AND p.fund = $fund
            AND p.account IN ('spent', 'accrued')
    ) AS pence,
    coalesce(f.file, '') AS file,
    coalesce(e.source_sheet, '') AS sheet,
    e.source_row AS source_row
FROM event AS e
LEFT JOIN file_register AS f ON e.source_sha256 = f.sha256
WHERE
    e.seq > $since
    AND e.seq <= $until
    AND NOT starts_with(e.kind, 'return_')
    AND NOT starts_with(e.kind, 'obligation')
    AND (
        e.seq IN (SELECT p.seq FROM posting AS p WHERE p.fund = $fund)
        OR (e.payload ->> 'fund') = $fund
        OR starts_with(coalesce(e.payload ->> 'cell', ''), $fund || '/')
    )
ORDER BY e.seq;
