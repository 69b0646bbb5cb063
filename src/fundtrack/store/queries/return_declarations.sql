-- Purpose: what was declared with a quarter's return of a fund, as known.
-- Parameters: $fund, $quarter (such as '2023-24 Q4'), $known (entry).
-- Grain: one row per subject and person who declares, as said last.
SELECT
    e.seq AS entry,
    e.effective_on AS declared_on,
    e.payload ->> 'subject' AS subject,
    CAST(e.payload ->> 'declared' AS BOOLEAN) AS is_declared,
    coalesce(e.payload ->> 'words', '') AS words,
    e.payload ->> 'declared_by' AS declared_by,
    e.provenance
FROM event AS e
WHERE
    e.kind = 'declaration'
    AND (e.payload ->> 'fund') = $fund
    AND (e.payload ->> 'quarter') = $quarter
    AND e.seq <= $known
    AND e.seq NOT IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= $known)
QUALIFY
    row_number() OVER (
        PARTITION BY e.payload ->> 'subject', e.payload ->> 'declared_by'
        ORDER BY e.seq DESC
    ) = 1
ORDER BY subject, entry;
