-- Purpose: what each entry changed of a cell's budget, award, spending and so on.
-- Parameters: $since (entry).
-- Grain: one row per entry, cell and measure that it changed. Units: whole pence; old
--   and new are what the books held before and after the entry, whatever day counts.
WITH side AS (
    SELECT
        m.seq,
        m.fund,
        m.area,
        m.project,
        m.heading,
        m.spend_kind,
        m.financial_year,
        CASE
            WHEN m.account IN ('promised', 'claimed', 'received') THEN 'award'
            ELSE 'budget'
        END AS measure,
        CASE
            WHEN m.account IN ('promised', 'claimed', 'received') THEN -m.pence
            ELSE m.pence
        END AS pence
    FROM movement AS m
    WHERE
        m.account IN (
            'promised', 'claimed', 'received', 'allocated', 'committed', 'accrued',
            'spent'
        )
    UNION ALL
    SELECT
        m.seq,
        m.fund,
        m.area,
        m.project,
        m.heading,
        m.spend_kind,
        m.financial_year,
        m.account AS measure,
        CASE WHEN m.account IN ('claimed', 'received') THEN -m.pence ELSE m.pence END
            AS pence
    FROM movement AS m
    WHERE
        m.account IN (
            'claimed', 'received', 'committed', 'accrued', 'spent', 'suspense',
            'outside'
        )
),

change AS (
    SELECT
        s.seq,
        s.fund,
        s.area,
        s.project,
        s.heading,
        s.spend_kind,
        s.financial_year,
        s.measure,
        sum(s.pence) AS pence
    FROM side AS s
    GROUP BY ALL
    HAVING sum(s.pence) <> 0
),

running AS (
    SELECT
        c.*,
        sum(c.pence) OVER (
            PARTITION BY
                c.measure, c.fund, c.area, c.project, c.heading, c.spend_kind,
                c.financial_year
            ORDER BY c.seq
        ) AS new_pence
    FROM change AS c
)

SELECT
    r.seq AS entry,
    r.measure,
    r.fund,
    r.area,
    r.project,
    r.heading,
    r.spend_kind,
    r.financial_year,
    CAST(r.new_pence - r.pence AS BIGINT) AS old_pence,
    CAST(r.new_pence AS BIGINT) AS new_pence,
    CAST(r.pence AS BIGINT) AS pence
FROM running AS r
WHERE r.seq >= $since
ORDER BY
    r.seq,
    r.pence,
    r.measure,
    r.fund,
    r.area,
    r.project,
    r.heading,
    r.spend_kind,
    r.financial_year;
