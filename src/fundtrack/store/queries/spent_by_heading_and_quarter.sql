-- Purpose: what was bought in an area, and when it was paid for.
-- Parameters: $fund; $area.
-- Grain: one row per heading and quarter with spending. Units: whole pence.
SELECT
    m.heading,
    CAST(date_trunc('quarter', m.effective_on) AS DATE) AS quarter_starts,
    CAST(sum(m.pence) AS BIGINT) AS pence,
    list_sort(list_distinct(list(m.provenance))) AS marks
FROM movement AS m
WHERE
    m.fund = $fund
    AND m.area = $area
    AND m.account = 'spent'
GROUP BY ALL
ORDER BY m.heading, quarter_starts;
