-- Purpose: the waivers that hold on a day.
-- Parameters: $known (entry), $on (date).
-- Grain: one row per waiver, in the order given.
SELECT
    w.rule,
    w.return_id,
    w.until_on,
    w.reason
FROM waiver_register AS w
WHERE w.seq <= $known AND w.until_on >= $on
ORDER BY w.seq;
