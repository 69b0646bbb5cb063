-- Purpose: the papers of a fund: what its evidence register names, and what acts kept.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per row of the register as it was recorded last, and per act with a
--   file; sha256 is NULL where the file itself is not kept here.
WITH registered AS (
    SELECT
        d.seq,
        d.facts ->> 'file' AS file,
        d.facts ->> 'supports' AS supports,
        d.facts ->> 'which' AS which,
        d.facts ->> 'state' AS state
    FROM delivery_register AS d
    WHERE
        d.kind = 'evidence'
        AND d.fund = $fund
        AND d.effective_on <= $as_at
        AND d.seq <= $known
    QUALIFY
        row_number() OVER (PARTITION BY d.area, d.project, d.name ORDER BY d.seq DESC) = 1
),

acts AS (
    SELECT
        e.seq,
        e.payload ->> 'file' AS file,
        'entry' AS supports,
        CAST(e.seq AS VARCHAR) AS which,
        'received' AS state
    FROM event AS e
    WHERE
        e.evidence IS NOT NULL
        AND e.kind <> 'evidence'
        AND (e.payload ->> 'undoes') IS NULL
        AND e.effective_on <= $as_at
        AND e.seq <= $known
        AND (
            (e.payload ->> 'fund') = $fund
            OR e.seq IN (SELECT p.seq FROM posting AS p WHERE p.fund = $fund)
        )
),

papers AS (
    SELECT r.*
    FROM registered AS r
    UNION ALL
    SELECT a.*
    FROM acts AS a
)

SELECT
    p.seq AS entry,
    coalesce(p.file, '') AS file,
    p.supports,
    p.which,
    p.state,
    e.evidence AS sha256
FROM papers AS p
INNER JOIN event AS e ON p.seq = e.seq
WHERE p.file <> '' OR e.evidence IS NOT NULL
ORDER BY p.seq;
