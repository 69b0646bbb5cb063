-- Purpose: lines of a fund that stand in the books twice: the same cell of the same file,
--   or the same payment in another file or under another fund.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per pair of lines that both still count. Units: whole pence.
WITH standing AS (
    SELECT
        m.seq,
        m.fund,
        CAST(sum(m.pence) AS BIGINT) AS posted_pence
    FROM movement AS m
    WHERE
        m.account = 'spent'
        AND m.kind = 'actual'
        AND m.seq <= $known
        AND m.effective_on <= $as_at
        AND m.seq NOT IN (
            SELECT a.seq
            FROM answer AS a
            WHERE a.answered_by <= $known AND coalesce(a.undone_by > $known, TRUE)
        )
    GROUP BY ALL
),

paid AS (
    SELECT
        s.seq,
        t.fund,
        s.effective_on,
        s.supplier,
        s.description,
        s.reference,
        t.posted_pence,
        s.source_sha256,
        s.source_sheet,
        s.source_row
    FROM spend_line AS s
    INNER JOIN standing AS t ON s.seq = t.seq
)

SELECT
    a.seq AS entry,
    b.seq AS other_entry,
    b.fund AS other_fund,
    a.effective_on,
    a.supplier,
    a.reference,
    a.posted_pence AS pence
FROM paid AS a
INNER JOIN paid AS b
    ON
        a.seq <> b.seq
        AND a.posted_pence = b.posted_pence
        AND (
            (
                a.source_sha256 = b.source_sha256
                AND a.source_sheet = b.source_sheet
                AND a.source_row = b.source_row
            )
            OR (
                a.reference <> ''
                AND a.reference = b.reference
                AND a.supplier = b.supplier
                AND a.description = b.description
                AND a.effective_on = b.effective_on
                AND (a.source_sha256 <> b.source_sha256 OR a.fund <> b.fund)
            )
        )
WHERE a.fund = $fund AND (b.fund <> $fund OR a.seq < b.seq)
ORDER BY a.seq, b.seq;
