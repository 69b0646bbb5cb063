-- Purpose: the entries whose postings do not sum to nil within each fund: money comes
--   from nowhere, or moves between grants.
-- Parameters: none.
-- Grain: one row per entry and fund at fault, in order. Units: whole pence.
WITH per_fund AS (
    SELECT
        p.seq,
        p.fund,
        CAST(sum(p.pence) AS BIGINT) AS pence
    FROM posting AS p
    GROUP BY p.seq, p.fund
)

SELECT
    f.seq AS entry,
    f.fund,
    f.pence
FROM per_fund AS f
WHERE f.pence <> 0
ORDER BY f.seq, f.fund;
