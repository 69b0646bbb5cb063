-- Purpose: what a return's claim is still owed, receipts taken off.
-- Parameters: $return_id.
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
WHERE c.return_id = $return_id AND c.taken_back IS NULL AND p.account = 'claimed'
GROUP BY ALL
HAVING sum(p.pence) <> 0
ORDER BY ALL;
