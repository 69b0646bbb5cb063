-- Purpose: what each grant has earned and been paid by a day, for the year-end journal.
-- Parameters: $as_at (date), $known (entry).
-- Grain: one row per grant that was ever awarded, in the registers' order.
-- Units: whole pence. starts and ends are NULL where no terms are held. What was spent
-- outside the funding period earns no grant; it stands in outside_pence.
WITH grants AS (
    SELECT
        f.fund,
        arg_max(f.name, f.seq) AS name,
        min(f.seq) AS first_seq
    FROM fund_register AS f
    WHERE f.seq <= $known
    GROUP BY f.fund
    HAVING arg_max(f.fund_kind, f.seq) <> 'local'
),

agreed AS (
    SELECT
        t.fund,
        CAST(arg_max(t.terms ->> 'funding_starts', (t.version, t.seq)) AS DATE) AS starts,
        CAST(arg_max(t.terms ->> 'funding_ends', (t.version, t.seq)) AS DATE) AS ends
    FROM terms_register AS t
    WHERE t.effective_on <= $as_at AND t.seq <= $known
    GROUP BY t.fund
)

SELECT
    g.fund,
    g.name,
    a.starts,
    a.ends,
    CAST(coalesce(-sum(m.pence) FILTER (
        WHERE m.account IN ('promised', 'claimed', 'received')
    ), 0) AS BIGINT) AS awarded_pence,
    CAST(coalesce(sum(m.pence) FILTER (
        WHERE
            m.account IN ('spent', 'accrued')
            AND m.effective_on >= coalesce(a.starts, m.effective_on)
            AND m.effective_on <= coalesce(a.ends, m.effective_on)
    ), 0) AS BIGINT) AS eligible_pence,
    CAST(coalesce(sum(m.pence) FILTER (
        WHERE
            m.account IN ('spent', 'accrued')
            AND (m.effective_on < a.starts OR m.effective_on > a.ends)
    ), 0) AS BIGINT) AS outside_pence,
    CAST(coalesce(-sum(m.pence) FILTER (
        WHERE m.account IN ('claimed', 'received')
    ), 0) AS BIGINT) AS claimed_pence,
    CAST(coalesce(-sum(m.pence) FILTER (WHERE m.account = 'received'), 0) AS BIGINT)
        AS received_pence
FROM grants AS g
INNER JOIN movement AS m ON g.fund = m.fund
LEFT JOIN agreed AS a ON g.fund = a.fund
WHERE m.seq <= $known AND m.effective_on <= $as_at
GROUP BY g.fund, g.name, g.first_seq, a.starts, a.ends
ORDER BY g.first_seq;
