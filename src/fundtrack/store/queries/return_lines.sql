-- Purpose: every line that a fund's claim can be made of: paid, owed and undone.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per entry and budget cell. Units: whole pence.
-- The pence of lines and accruals are read from what was recorded about them, not
-- from their postings, so that the listing reaches its total by a road of its own.
WITH counted AS (
    SELECT
        m.seq,
        m.area,
        m.project,
        m.heading,
        m.spend_kind,
        m.financial_year,
        CAST(sum(m.pence) AS BIGINT) AS posted_pence
    FROM movement AS m
    WHERE
        m.fund = $fund
        AND m.account IN ('spent', 'accrued')
        AND m.seq <= $known
        AND m.effective_on <= $as_at
    GROUP BY ALL
    HAVING sum(m.pence) <> 0
),

undone AS (
    SELECT
        r.corrects AS seq,
        min(r.seq) AS reversal,
        min(r.effective_on) AS reversed_on
    FROM event AS r
    WHERE r.kind = 'accrual_reversal' AND r.seq <= $known
    GROUP BY r.corrects
)

SELECT
    c.seq AS entry,
    e.effective_on AS dated,
    e.kind,
    $fund AS fund,
    c.area,
    c.project,
    c.heading,
    c.spend_kind,
    c.financial_year,
    CASE
        WHEN e.kind IN ('actual', 'accrual', 'accrual_reversal', 'take_on_spent')
            THEN CAST(coalesce(e.payload ->> 'cost_pence', e.payload ->> 'pence') AS BIGINT)
        ELSE c.posted_pence
    END AS pence,
    coalesce(e.payload ->> 'supplier', o.payload ->> 'supplier', '') AS supplier,
    coalesce(e.payload ->> 'description', o.payload ->> 'description', e.reason)
        AS description,
    coalesce(e.payload ->> 'reference', o.payload ->> 'reference', '') AS reference,
    concat(
        coalesce(e.payload ->> 'coding', e.reason),
        ', ' || split_part(
            split_part(
                e.payload ->> 'shares',
                concat_ws(
                    '/', $fund, c.area, c.project, c.heading, c.spend_kind,
                    c.financial_year
                ) || '=',
                2
            ),
            '"',
            1
        )
    ) AS coding,
    coalesce(e.payload ->> 'attribution', o.payload ->> 'attribution', '')
        AS attribution,
    e.provenance,
    e.person,
    coalesce(f.file, '') AS file,
    coalesce(e.source_sheet, o.source_sheet, '') AS sheet,
    coalesce(e.source_row, o.source_row) AS source_row,
    coalesce(e.source_column, o.source_column, '') AS source_column,
    u.reversal,
    u.reversed_on,
    (e.payload ->> 'net_pence') IS NOT NULL AS knows_vat,
    CASE WHEN (e.payload ->> 'shares') IS NULL
        THEN CAST(e.payload ->> 'net_pence' AS BIGINT)
    END AS net,
    CASE WHEN (e.payload ->> 'shares') IS NULL
        THEN CAST(e.payload ->> 'recoverable_vat_pence' AS BIGINT)
    END AS recoverable_vat,
    CASE WHEN (e.payload ->> 'shares') IS NULL
        THEN CAST(e.payload ->> 'irrecoverable_vat_pence' AS BIGINT)
    END AS irrecoverable_vat
FROM counted AS c
INNER JOIN event AS e ON c.seq = e.seq
LEFT JOIN event AS o ON e.corrects = o.seq
LEFT JOIN file_register AS f ON coalesce(e.source_sha256, o.source_sha256) = f.sha256
LEFT JOIN undone AS u ON c.seq = u.seq
ORDER BY
    e.effective_on,
    c.seq,
    c.area,
    c.project,
    c.heading,
    c.spend_kind,
    c.financial_year;
