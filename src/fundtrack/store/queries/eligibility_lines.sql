-- Purpose: the lines of spending that stand on a fund, or outside it as not eligible.
-- Parameters: $fund ('*' for any), $start, $as_at (dates), $known (entry); $is_every:
--   whether to give every line, or only those that were refused.
-- Grain: one row per line, budget cell and account. Units: whole pence. entry is what put
--   the line there last, line the line itself; told is what that entry says.
WITH lines AS (
    SELECT s.*
    FROM lines_told($known) AS s
    WHERE s.kind <> 'published_line' AND s.effective_on BETWEEN $start AND $as_at
)

SELECT
    l.told_by AS entry,
    l.seq AS line,
    l.effective_on AS dated,
    coalesce(l.supplier, '') AS supplier,
    coalesce(l.description, '') AS description,
    coalesce(l.reference, '') AS reference,
    coalesce(l.category, '') AS category,
    coalesce(l.source, '') AS source_name,
    l.pence AS line_pence,
    p.account,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year,
    CAST(sum(p.pence) AS BIGINT) AS pence,
    t.payload AS told,
    t.person,
    l.provenance,
    coalesce(l.file, '') AS file,
    coalesce(l.source_sheet, '') AS sheet,
    l.source_row
FROM lines AS l
INNER JOIN event AS t ON l.told_by = t.seq
INNER JOIN posting AS p
    ON
        l.told_by = p.seq
        AND ($fund = '*' OR p.fund = $fund)
        AND p.fund <> '*'
        AND p.account IN ('spent', 'outside')
        AND sign(p.pence) = sign(l.pence)
WHERE
    t.kind <> 'vanished_line'
    AND ($is_every OR contains(t.payload, '"refused_because":'))
GROUP BY ALL
ORDER BY
    l.effective_on,
    l.seq,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year;
