-- Purpose: where the money of lines stands by now, later answers to them included.
-- Parameters: $entries (list of entry numbers of lines).
-- Grain: one row per line, account and cell that hold something. Units: whole pence.
SELECT
    CASE
        WHEN e.kind IN ('coding', 'recoding', 'vanished_line') THEN e.corrects
        ELSE e.seq
    END AS line,
    p.account,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year,
    CAST(sum(p.pence) AS BIGINT) AS pence
FROM event AS e
INNER JOIN posting AS p ON e.seq = p.seq
WHERE
    list_contains($entries, e.seq)
    OR (
        e.kind IN ('coding', 'recoding', 'vanished_line')
        AND list_contains($entries, e.corrects)
    )
GROUP BY ALL
HAVING sum(p.pence) <> 0
ORDER BY ALL;
