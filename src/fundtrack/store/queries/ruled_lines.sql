-- Purpose: every line of spending that counts, with where it stands and who put it
--   there, for holding a coding rule against.
-- Parameters: none.
-- Grain: one row per line, budget cell and account that it stands on. Units: whole
--   pence, of the whole line. fund is what its file names while it waits, '*' for none;
--   ruled_by is the rule that put it there, '' where a person or its file did.
WITH lines AS (
    SELECT s.*
    FROM lines_told(9223372036854775807) AS s
    WHERE s.kind <> 'published_line' AND s.pence <> 0
),

waited AS (
    SELECT
        y.line,
        arg_max(y.fund, y.came_by) AS fund
    FROM suspense_stay AS y
    WHERE y.came_by NOT IN (SELECT u.seq FROM undone AS u)
    GROUP BY y.line
)

SELECT
    l.seq AS entry,
    l.effective_on AS dated,
    l.pence,
    coalesce(l.supplier, '') AS supplier,
    coalesce(l.description, '') AS description,
    coalesce(l.reference, '') AS reference,
    coalesce(l.category, '') AS category,
    coalesce(l.source, '') AS source_name,
    l.file,
    l.source_sheet AS sheet,
    l.source_row,
    coalesce(t.payload ->> 'coding', t.reason) AS coding,
    coalesce(t.payload ->> 'rule', '') AS ruled_by,
    coalesce(w.fund, '*') AS waits_for,
    p.account,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year
FROM lines AS l
INNER JOIN event AS t ON l.told_by = t.seq
INNER JOIN posting AS p
    ON
        l.told_by = p.seq
        AND p.account IN ('spent', 'suspense', 'outside')
        AND sign(p.pence) = sign(l.pence)
LEFT JOIN waited AS w ON l.seq = w.line
WHERE
    t.kind <> 'vanished_line'
    -- What stands outside of a line coded to one cell is VAT that its fund does not pay.
    AND NOT (
        p.account = 'outside'
        AND (t.payload ->> 'cost_pence') IS NOT NULL
        AND (t.payload ->> 'shares') IS NULL
    )
    -- What an agreement refused stands where no rule sent it.
    AND (t.payload ->> 'refused_because') IS NULL
ORDER BY
    l.seq,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year;
