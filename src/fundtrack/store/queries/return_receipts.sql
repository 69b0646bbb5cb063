-- Purpose: what arrived of the claims of returns, payment by payment.
-- Parameters: $claim ('*' for all; what all versions of a return claim), $known (entry).
-- Grain: one row per receipt that stands, oldest first. Units: whole pence.
-- short_because is what the funder gave as reason for paying less, '' where it is not
-- held.
SELECT
    c.seq AS entry,
    c.return_id,
    c.claim,
    c.effective_on AS received_on,
    e.person,
    CAST(e.payload ->> 'pence' AS BIGINT) AS pence,
    coalesce(e.payload ->> 'reference', '') AS reference,
    coalesce(e.payload ->> 'short_because', '') AS short_because
FROM claim_step AS c
INNER JOIN event AS e ON c.seq = e.seq
WHERE
    e.kind = 'return_received'
    AND c.seq <= $known
    AND coalesce(c.taken_back > $known, TRUE)
    AND ($claim = '*' OR c.claim = $claim)
ORDER BY c.seq;
