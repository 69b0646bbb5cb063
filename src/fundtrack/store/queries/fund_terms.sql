-- Purpose: what each fund's agreement says of returns and of unspent money.
-- Parameters: $known (entry).
-- Grain: one row per fund, in the registers' order; NULL where no terms are held.
-- The newest recording of the newest version counts whole: what it leaves out is not
-- taken from an older one.
WITH latest AS (
    SELECT
        t.fund,
        t.terms
    FROM terms_register AS t
    WHERE t.seq <= $known
    QUALIFY row_number() OVER (PARTITION BY t.fund ORDER BY t.version DESC, t.seq DESC) = 1
),

held AS (
    SELECT
        f.fund,
        min(f.seq) AS first_seq,
        arg_max(f.fund_kind, f.seq) = 'local' AS is_local
    FROM fund_register AS f
    WHERE f.seq <= $known
    GROUP BY f.fund
)

SELECT
    h.fund,
    h.is_local,
    CAST((l.terms ->> 'carry_over') AS BOOLEAN) AS carries_over,
    CAST((l.terms ->> 'due_days') AS INTEGER) AS due_days,
    CAST((l.terms ->> 'funding_starts') AS DATE) AS funding_starts,
    CAST((l.terms ->> 'funding_ends') AS DATE) AS funding_ends
FROM held AS h
LEFT JOIN latest AS l ON h.fund = l.fund
ORDER BY h.first_seq;
