-- Purpose: every coding rule as it stands: its present version, test and state.
-- Parameters: $known (entry).
-- Grain: one row per rule. tested is the entry of the last test of the present version,
--   NULL before there is one; state is draft until that version was turned on or off.
WITH latest AS (
    SELECT
        e.payload ->> 'rule' AS rule,
        max(e.seq) AS version
    FROM event AS e
    WHERE e.kind = 'coding_rule' AND e.seq <= $known
    GROUP BY e.payload ->> 'rule'
),

steps AS (
    SELECT
        CAST(e.payload ->> 'version' AS BIGINT) AS version,
        max(e.seq) FILTER (WHERE e.kind = 'rule_test') AS tested,
        arg_max(e.payload ->> 'state', e.seq) FILTER (WHERE e.kind = 'rule_switch')
            AS state
    FROM event AS e
    WHERE e.kind IN ('rule_test', 'rule_switch') AND e.seq <= $known
    GROUP BY CAST(e.payload ->> 'version' AS BIGINT)
)

SELECT
    l.rule,
    l.version,
    e.payload,
    e.reason,
    s.tested,
    coalesce(s.state, 'draft') AS state,
    CAST(e.payload ->> 'order' AS BIGINT) AS place
FROM latest AS l
INNER JOIN event AS e ON l.version = e.seq
LEFT JOIN steps AS s ON l.version = s.version
ORDER BY place, l.rule;
