-- Purpose: each claim that was sent to a funder, and what arrived of it.
-- Parameters: $fund ('*' for any), $as_at (date), $known (entry).
-- Grain: one row per claim, by the id of its version sent last, and one for what a fund claimed before the
-- books began, which counts from its last quarter; oldest first. Units: whole pence.
-- The promise to pay is that of the terms that counted, and were held, when the claim
-- was sent; NULL where they are silent. last_received_on is NULL where nothing arrived.
WITH moved AS (
    SELECT
        c.return_id,
        c.claim,
        c.fund,
        c.quarter,
        c.step,
        c.seq,
        c.effective_on,
        -sum(p.pence) FILTER (WHERE p.account IN ('claimed', 'received')) AS claimed,
        -sum(p.pence) FILTER (WHERE p.account = 'received') AS received
    FROM claim_step AS c
    LEFT JOIN posting AS p ON c.seq = p.seq
    WHERE
        c.effective_on <= $as_at
        AND c.seq <= $known
        AND coalesce(c.taken_back > $known, TRUE)
    GROUP BY ALL
),

claims AS (
    SELECT
        m.claim,
        coalesce(
            arg_max(m.return_id, m.seq) FILTER (WHERE m.step = 'sent'),
            max(m.return_id)
        ) AS return_id,
        m.fund,
        max(m.quarter) AS quarter,
        coalesce(
            max(m.effective_on) FILTER (WHERE m.step = 'sent'), min(m.effective_on)
        ) AS sent_on,
        coalesce(max(m.seq) FILTER (WHERE m.step = 'sent'), min(m.seq)) AS sent_seq,
        max(m.effective_on) FILTER (WHERE m.step = 'received') AS last_received_on,
        CAST(coalesce(sum(m.claimed), 0) AS BIGINT) AS claimed_pence,
        CAST(coalesce(sum(m.received), 0) AS BIGINT) AS received_pence
    FROM moved AS m
    WHERE $fund = '*' OR m.fund = $fund
    GROUP BY m.claim, m.fund
)

SELECT
    c.return_id,
    c.claim,
    c.fund,
    c.quarter,
    c.sent_on,
    c.last_received_on,
    c.claimed_pence,
    c.received_pence,
    (
        SELECT CAST(
            arg_max(t.terms, (t.version, t.seq)) ->> 'receipt_working_days' AS INTEGER
        )
        FROM terms_register AS t
        WHERE t.fund = c.fund AND t.effective_on <= c.sent_on AND t.seq < c.sent_seq
    ) AS receipt_working_days
FROM claims AS c
ORDER BY c.sent_on, c.return_id;
