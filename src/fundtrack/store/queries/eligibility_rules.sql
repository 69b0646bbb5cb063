-- Purpose: what the agreements of funds do not pay, every day's version of each rule.
-- Parameters: $known (entry).
-- Grain: one row per fund, rule and day from which a version counts: the newest entry.
SELECT
    e.payload ->> 'fund' AS fund,
    e.payload ->> 'rule' AS rule,
    e.effective_on AS counts_from,
    max(e.seq) AS version,
    arg_max(e.payload, e.seq) AS payload
FROM event AS e
WHERE e.kind = 'eligibility_rule' AND e.seq <= $known
GROUP BY ALL
ORDER BY fund, rule, counts_from;
