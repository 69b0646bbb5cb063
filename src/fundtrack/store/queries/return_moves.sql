-- Purpose: what moved a fund's spent and accrued money between two entries, and by whom.
-- Parameters: $fund, $since (entry, excluded), $until (entry, included), $starts and
--   $ends (dates, both included: the days whose spending a claim is of).
-- Grain: one row per entry and budget cell that it moved, oldest first.
-- Units: whole pence.
SELECT
    m.seq AS entry,
    e.recorded_at,
    e.effective_on,
    e.person,
    e.kind,
    coalesce(nullif(e.payload ->> 'supplier', ''), e.reason) AS why,
    m.area,
    m.project,
    m.heading,
    m.spend_kind,
    m.financial_year,
    CAST(sum(m.pence) AS BIGINT) AS pence
FROM movement AS m
INNER JOIN event AS e ON m.seq = e.seq
WHERE
    m.fund = $fund
    AND m.account IN ('spent', 'accrued')
    AND m.seq > $since
    AND m.seq <= $until
    AND m.effective_on BETWEEN $starts AND $ends
GROUP BY ALL
HAVING sum(m.pence) <> 0
ORDER BY
    m.seq,
    m.area,
    m.project,
    m.heading,
    m.spend_kind,
    m.financial_year;
