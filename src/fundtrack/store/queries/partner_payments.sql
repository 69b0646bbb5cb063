-- Purpose: what was paid, and taken back, where an onward grant may be spent.
-- Parameters: $funds (list), $as_at (date), $known (entry).
-- Grain: one row per entry and budget cell. Units: whole pence.
SELECT
    m.seq AS entry,
    m.effective_on,
    coalesce(
        e.payload ->> 'supplier', o.payload ->> 'supplier', b.payload ->> 'supplier'
    ) AS supplier,
    m.fund,
    m.area,
    m.project,
    m.heading,
    m.spend_kind,
    m.financial_year,
    CAST(sum(m.pence) AS BIGINT) AS pence
FROM movement AS m
INNER JOIN event AS e ON m.seq = e.seq
LEFT JOIN event AS o ON e.corrects = o.seq
LEFT JOIN event AS b ON o.corrects = b.seq
WHERE
    m.account = 'spent'
    AND list_contains($funds, m.fund)
    AND m.effective_on <= $as_at
    AND m.seq <= $known
    AND coalesce(
        e.payload ->> 'supplier', o.payload ->> 'supplier', b.payload ->> 'supplier'
    ) IS NOT NULL
GROUP BY ALL
HAVING sum(m.pence) <> 0
ORDER BY m.effective_on, m.seq, m.area, m.project, m.heading, m.spend_kind;
