-- Purpose: what moved of a fund's money, to trace the figures of a return.
-- Parameters: $fund, $known (entry); $days (dates, in order), between which movements
--   count alike; $until (date), $known_then (entry): what an earlier return counted.
-- Grain: one row per account, kind of entry, budget cell and span of days, with its
--   entries in order and what each moved. span is how many of the days lie before it;
--   what moved after the last day is left out. Units: whole pence.
WITH moved AS (
    SELECT
        m.seq,
        m.kind,
        m.account,
        m.area,
        m.project,
        m.heading,
        m.spend_kind,
        m.financial_year,
        (
            SELECT CAST(count(*) AS BIGINT)
            FROM unnest(CAST($days AS DATE [])) AS d (day)
            WHERE d.day < m.effective_on
        ) AS span,
        m.effective_on <= $until AND m.seq <= $known_then AS is_former,
        CAST(sum(m.pence) AS BIGINT) AS pence
    FROM movement AS m
    WHERE
        m.fund = $fund
        AND m.effective_on <= list_max(CAST($days AS DATE []))
        AND m.seq <= $known
    GROUP BY ALL
)

SELECT
    v.account,
    v.kind,
    v.area,
    v.project,
    v.heading,
    v.spend_kind,
    v.financial_year,
    v.span,
    v.is_former,
    list(v.seq ORDER BY v.seq) AS entries,
    list(v.pence ORDER BY v.seq) AS pence
FROM moved AS v
GROUP BY ALL
ORDER BY ALL;
