-- Purpose: what has been done to the returns of the books.
-- Parameters: $return_id ('*' for all).
-- Grain: one row per step, in the order taken.
SELECT
    s.seq,
    s.recorded_at,
    s.effective_on,
    s.person,
    s.step,
    s.return_id,
    s.facts,
    s.reason
FROM return_step AS s
WHERE $return_id = '*' OR s.return_id = $return_id
ORDER BY s.seq;
