-- Purpose: the waivers given for a return, those that have run out among them.
-- Parameters: $return_id.
-- Grain: one row per rule, the waiver given last.
SELECT
    w.rule,
    arg_max(w.seq, w.seq) AS entry,
    arg_max(w.person, w.seq) AS person,
    arg_max(w.effective_on, w.seq) AS given_on,
    arg_max(w.until_on, w.seq) AS until_on,
    arg_max(w.reason, w.seq) AS reason
FROM waiver_register AS w
WHERE w.return_id = $return_id
GROUP BY w.rule
ORDER BY w.rule;
