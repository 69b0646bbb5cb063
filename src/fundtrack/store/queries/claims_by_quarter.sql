-- Purpose: what was claimed of a funder for each quarter, and what arrived of it.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row per claim and quarter: all versions of a return are one claim; what was
-- taken on before the books began has a row for each of its quarters. return_id is the
-- version sent last, last_received_on NULL where nothing arrived. Units: whole pence.
-- What arrives later of a claim that was taken on counts for its last quarter.
WITH step AS (
    SELECT
        c.claim,
        c.return_id,
        c.step,
        c.seq,
        c.effective_on,
        coalesce(c.quarter, max(c.quarter) OVER (PARTITION BY c.claim)) AS quarter
    FROM claim_step AS c
    WHERE
        c.fund = $fund
        AND c.effective_on <= $as_at
        AND c.seq <= $known
        AND coalesce(c.taken_back > $known, TRUE)
)

SELECT
    arg_max(s.return_id, s.seq) FILTER (WHERE s.step = 'sent') AS return_id,
    s.quarter,
    max(s.effective_on) FILTER (WHERE s.step = 'sent') AS sent_on,
    max(s.effective_on) FILTER (WHERE s.step = 'received') AS last_received_on,
    CAST(-coalesce(sum(p.pence) FILTER (
        WHERE p.account IN ('claimed', 'received')
    ), 0) AS BIGINT) AS claimed_pence,
    CAST(-coalesce(sum(p.pence) FILTER (WHERE p.account = 'received'), 0) AS BIGINT)
        AS received_pence
FROM step AS s
LEFT JOIN posting AS p ON s.seq = p.seq
GROUP BY s.claim, s.quarter
ORDER BY s.quarter, s.claim;
