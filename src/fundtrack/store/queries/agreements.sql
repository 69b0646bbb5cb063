-- Purpose: the newest terms of each fund, whole.
-- Parameters: $known (entry).
-- Grain: one row per fund with terms, by name.
SELECT
    t.fund,
    t.terms,
    t.provenance
FROM terms_register AS t
WHERE t.seq <= $known
QUALIFY row_number() OVER (PARTITION BY t.fund ORDER BY t.version DESC, t.seq DESC) = 1
ORDER BY t.fund;
