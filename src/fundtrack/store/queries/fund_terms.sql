-- Purpose: what each fund's agreement says of returns and of unspent money.
-- Parameters: $known (entry).
-- Grain: one row per fund, in the registers' order; NULL where no terms are held.
SELECT
    f.fund,
    arg_max(f.fund_kind, f.seq) = 'local' AS is_local,
    CAST(arg_max(t.terms ->> 'carry_over', t.version) AS BOOLEAN) AS carries_over,
    CAST(arg_max(t.terms ->> 'due_days', t.version) AS INTEGER) AS due_days,
    CAST(arg_max(t.terms ->> 'funding_starts', t.version) AS DATE) AS funding_starts,
    CAST(arg_max(t.terms ->> 'funding_ends', t.version) AS DATE) AS funding_ends
FROM fund_register AS f
LEFT JOIN terms_register AS t ON f.fund = t.fund AND t.seq <= $known
WHERE f.seq <= $known
GROUP BY f.fund
ORDER BY min(f.seq);
