-- Purpose: the files in evidence that entries name, to compare with what is kept.
-- Parameters: none.
-- Grain: one row per file, with the first entry that names it; is_evidence is false where
--   entries were only read from it.
WITH named AS (
    SELECT
        e.seq,
        e.evidence AS sha256,
        TRUE AS is_evidence
    FROM event AS e
    UNION ALL
    SELECT
        e.seq,
        e.source_sha256 AS sha256,
        FALSE AS is_evidence
    FROM event AS e
)

SELECT
    n.sha256,
    min(n.seq) AS entry,
    bool_or(n.is_evidence) AS is_evidence
FROM named AS n
WHERE n.sha256 IS NOT NULL
GROUP BY n.sha256
ORDER BY n.sha256;
