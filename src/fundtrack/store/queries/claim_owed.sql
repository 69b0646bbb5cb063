-- Purpose: what is still owed on a claim, receipts taken off.
-- Parameters: $claim (what all versions of the return claim).
-- Grain: one row per cell claimed on, settled ones left out. Units: whole pence.
SELECT
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year,
    CAST(-sum(p.pence) AS BIGINT) AS pence
FROM posting AS p
INNER JOIN claim_step AS c ON p.seq = c.seq
WHERE c.claim = $claim AND c.taken_back IS NULL AND p.account = 'claimed'
GROUP BY ALL
HAVING sum(p.pence) <> 0
ORDER BY ALL;
