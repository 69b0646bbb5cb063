-- Purpose: the lines of spending above a sum, and whether a paper shows each of them.
-- Parameters: $fund, $start, $as_at (dates), $known (entry), $threshold (whole pence).
-- Grain: one row per line, what was coded, corrected or undone of it since included.
--   Units: whole pence. A paper is one kept with an entry about the line, or a row of the
--   evidence register that names one and says received or verified.
WITH about AS (
    SELECT
        e.seq,
        coalesce(
            CAST(e.payload ->> 'line' AS BIGINT),
            CASE WHEN e.kind IN ('coding', 'recoding') THEN e.corrects END,
            e.seq
        ) AS line,
        e.evidence IS NOT NULL AS is_kept
    FROM event AS e
    WHERE
        e.seq <= $known
        AND (
            e.kind IN (
                'actual', 'suspense', 'ineligible', 'coding', 'recoding',
                'vanished_line', 'reversal'
            )
        )
),

spent AS (
    SELECT
        a.line,
        CAST(sum(p.pence) AS BIGINT) AS pence,
        arg_max(p.area, a.seq) AS area
    FROM about AS a
    INNER JOIN posting AS p ON a.seq = p.seq
    INNER JOIN event AS e ON a.seq = e.seq
    WHERE
        p.account = 'spent'
        AND p.fund = $fund
        AND e.effective_on BETWEEN $start AND $as_at
    GROUP BY a.line
    HAVING abs(sum(p.pence)) > $threshold
),

said AS (
    SELECT
        TRY_CAST(d.facts ->> 'which' AS BIGINT) AS entry,
        arg_max(d.facts ->> 'state', d.seq) AS state
    FROM delivery_register AS d
    WHERE
        d.kind = 'evidence'
        AND d.seq <= $known
        AND (d.facts ->> 'supports') = 'entry'
    GROUP BY d.fund, d.area, d.project, d.name, entry
),

shown AS (
    SELECT a.line
    FROM about AS a
    WHERE
        a.is_kept
        OR a.seq IN (
            SELECT s.entry
            FROM said AS s
            WHERE s.state IN ('received', 'verified')
        )
)

SELECT
    s.line AS entry,
    e.effective_on AS dated,
    s.area,
    coalesce(e.payload ->> 'supplier', '') AS supplier,
    coalesce(e.payload ->> 'reference', '') AS reference,
    s.pence,
    s.line IN (SELECT h.line FROM shown AS h) AS is_shown
FROM spent AS s
INNER JOIN event AS e ON s.line = e.seq
ORDER BY e.effective_on, s.line;
