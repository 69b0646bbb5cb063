-- Purpose: credits and the lines that are as large, of the same source, which they may
--   reverse; where each stands.
-- Parameters: $as_at (date), $known (entry).
-- Grain: one row per line and budget cell that it stands on; a line on no cell has one
--   row with '*' throughout. Units: whole pence, of the whole line.
WITH lines AS (
    SELECT s.*
    FROM lines_told($known) AS s
    WHERE s.pence <> 0 AND s.effective_on <= $as_at
),

credits AS (
    SELECT DISTINCT
        l.source,
        -l.pence AS pence
    FROM lines AS l
    WHERE l.pence < 0
)

SELECT
    l.seq AS entry,
    l.effective_on AS dated,
    l.pence,
    coalesce(l.supplier, '') AS supplier,
    coalesce(l.description, '') AS description,
    coalesce(l.reference, '') AS reference,
    coalesce(l.source, '') AS source_name,
    l.file,
    l.source_sheet AS sheet,
    l.source_row,
    coalesce(p.fund, '*') AS fund,
    coalesce(p.area, '*') AS area,
    coalesce(p.project, '*') AS project,
    coalesce(p.heading, '*') AS heading,
    coalesce(p.spend_kind, '*') AS spend_kind,
    coalesce(p.financial_year, '*') AS financial_year
FROM lines AS l
INNER JOIN event AS t ON l.told_by = t.seq
INNER JOIN credits AS c
    ON l.source IS NOT DISTINCT FROM c.source AND abs(l.pence) = c.pence
LEFT JOIN posting AS p
    ON
        l.told_by = p.seq
        AND p.account = 'spent'
        AND sign(p.pence) = sign(l.pence)
WHERE t.kind <> 'vanished_line'
ORDER BY
    l.seq,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year;
