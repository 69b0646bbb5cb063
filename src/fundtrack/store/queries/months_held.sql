-- Purpose: the months in which a fund has spending, claims or receipts that stand.
-- Parameters: none.
-- Grain: one row per fund and month, by its first day.
SELECT DISTINCT
    m.fund,
    CAST(date_trunc('month', m.effective_on) AS DATE) AS month_starts
FROM movement AS m
WHERE
    m.account IN ('spent', 'accrued', 'claimed', 'received')
    AND m.seq NOT IN (SELECT u.seq FROM undone AS u)
    AND m.seq NOT IN (SELECT u.undone_by FROM undone AS u)
ORDER BY ALL;
