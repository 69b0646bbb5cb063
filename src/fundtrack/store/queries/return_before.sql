-- Purpose: the last quarter before a day that a claim was sent for, or taken on.
-- Parameters: $fund, $before (date), $known (entry).
-- Grain: one row, or none. until is the quarter's last day, known the entry up to which
-- the books were known when its return was prepared.
SELECT
    coalesce(CAST(e.payload ->> 'quarter_ends' AS DATE), c.effective_on) AS until,
    coalesce(CAST(e.payload ->> 'as_known' AS BIGINT), c.seq) AS known
FROM claim_step AS c
INNER JOIN event AS e ON c.seq = e.seq
WHERE
    c.fund = $fund
    AND c.step = 'sent'
    AND c.seq <= $known
    AND coalesce(c.taken_back > $known, TRUE)
    AND coalesce(CAST(e.payload ->> 'quarter_ends' AS DATE), c.effective_on) < $before
ORDER BY until DESC, c.seq DESC
LIMIT 1;
