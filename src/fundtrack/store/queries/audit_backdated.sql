-- Purpose: entries that count in a period and were recorded after its last day.
-- Parameters: $fund, $start, $ends (dates), $known (entry).
-- Grain: one row per entry with money or facts of the fund, oldest first. Units: whole
-- pence moved to spent and accrued, NULL where none was.
SELECT
    e.seq AS entry,
    e.effective_on,
    e.recorded_at,
    datediff('day', e.effective_on, CAST(e.recorded_at AS DATE)) AS days_later,
    e.person,
    e.kind,
    coalesce(nullif(e.payload ->> 'supplier', ''), e.reason) AS about,
    (
        SELECT CAST(sum(p.pence) AS BIGINT)
        FROM posting AS p
        WHERE
            p.seq = e.seq
            AND p.fund = $fund
            AND p.account IN ('spent', 'accrued')
    ) AS pence
FROM event AS e
WHERE
    e.seq <= $known
    AND e.effective_on BETWEEN $start AND $ends
    AND CAST(e.recorded_at AS DATE) > $ends
    AND (
        e.seq IN (SELECT p.seq FROM posting AS p WHERE p.fund = $fund)
        OR (e.payload ->> 'fund') = $fund
    )
ORDER BY e.seq;
