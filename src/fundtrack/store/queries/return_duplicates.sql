-- Purpose: lines of a fund that stand in the books twice: the same cell of the same file,
--   the same payment in another file or under another fund, or the same invoice in another
--   quarter or fund.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per pair of lines that both still count. Units: whole pence, of what
--   stands on the fund. why is cell, payment or invoice; times is on how many days the
--   books hold the same supplier, reference and amount. An invoice that a credit took
--   back, and the bills of an order placed under their reference, are no pair.
WITH lines AS (
    SELECT
        s.*,
        lower(trim(s.supplier)) AS billed_by,
        lower(trim(s.reference)) AS invoice
    FROM lines_told($known) AS s
    WHERE s.kind <> 'published_line' AND s.effective_on <= $as_at
),

paid AS (
    SELECT
        l.told_by AS entry,
        l.seq AS line,
        p.fund,
        l.effective_on,
        l.supplier,
        l.billed_by,
        l.description,
        l.reference,
        l.invoice,
        l.source_sha256,
        l.source_sheet,
        l.source_row,
        CAST(sum(p.pence) AS BIGINT) AS posted_pence
    FROM lines AS l
    INNER JOIN event AS t ON l.told_by = t.seq
    INNER JOIN posting AS p
        ON
            l.told_by = p.seq
            AND p.account = 'spent'
            AND sign(p.pence) = sign(l.pence)
    WHERE t.kind <> 'vanished_line'
    GROUP BY ALL
),

invoices AS (
    SELECT
        p.billed_by,
        p.invoice,
        abs(p.posted_pence) AS pence,
        sum(sign(p.posted_pence)) AS net_times,
        count(DISTINCT p.effective_on) AS times
    FROM paid AS p
    WHERE
        p.invoice <> ''
        AND p.invoice NOT IN (
            SELECT lower(o.reference)
            FROM order_move AS o
            WHERE o.step = 'ordered' AND o.seq <= $known
        )
    GROUP BY ALL
),

pairs AS (
    SELECT
        a.entry,
        b.entry AS other_entry,
        a.fund,
        b.fund AS other_fund,
        a.effective_on,
        b.effective_on AS other_on,
        a.supplier,
        a.reference,
        a.posted_pence AS pence,
        coalesce(i.times, 2) AS times,
        CASE
            WHEN
                a.source_sha256 = b.source_sha256
                AND a.source_sheet = b.source_sheet
                AND a.source_row = b.source_row
                THEN 'cell'
            WHEN
                a.invoice <> ''
                AND a.reference = b.reference
                AND a.supplier = b.supplier
                AND a.description = b.description
                AND a.effective_on = b.effective_on
                AND (a.source_sha256 <> b.source_sha256 OR a.fund <> b.fund)
                THEN 'payment'
            WHEN
                a.invoice = b.invoice
                AND a.billed_by = b.billed_by
                AND a.posted_pence > 0
                AND i.net_times > 1
                AND (
                    a.fund <> b.fund
                    OR date_trunc('quarter', a.effective_on)
                    <> date_trunc('quarter', b.effective_on)
                )
                THEN 'invoice'
        END AS why
    FROM paid AS a
    INNER JOIN paid AS b
        ON a.line <> b.line AND a.posted_pence = b.posted_pence
    LEFT JOIN invoices AS i
        ON
            a.billed_by = i.billed_by
            AND a.invoice = i.invoice
            AND abs(a.posted_pence) = i.pence
    WHERE a.fund = $fund AND (b.fund <> $fund OR a.line < b.line)
)

SELECT
    p.entry,
    p.other_entry,
    p.fund,
    p.other_fund,
    p.effective_on,
    p.other_on,
    p.supplier,
    p.reference,
    p.pence,
    p.times,
    p.why
FROM pairs AS p
WHERE p.why IS NOT NULL
ORDER BY p.entry, p.other_entry;
