-- Purpose: where the money of lines stands by now, later answers to them included.
-- Parameters: $entries (list of entry numbers of lines).
-- Grain: one row per line, account and cell that hold something. Units: whole pence.
SELECT
    CASE
        WHEN e.corrects IS NULL OR list_contains($entries, e.seq) THEN e.seq
        ELSE coalesce(CAST(e.payload ->> 'line' AS BIGINT), e.corrects)
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
        (
            e.kind IN ('coding', 'recoding', 'vanished_line', 'reversal')
            OR (e.payload ->> 'replaces') IS NOT NULL
        )
        AND list_contains(
            $entries, coalesce(CAST(e.payload ->> 'line' AS BIGINT), e.corrects)
        )
    )
GROUP BY ALL
HAVING sum(p.pence) <> 0
ORDER BY ALL;
