-- Purpose: the months of which some ledger extract holds lines.
-- Parameters: none.
-- Grain: one row per month, by its first day.
SELECT DISTINCT CAST(date_trunc('month', s.effective_on) AS DATE) AS starts_on
FROM spend_line AS s
INNER JOIN import_register AS i ON s.import_seq = i.seq
WHERE i.source_kind = 'ledger' AND i.seq NOT IN (SELECT u.seq FROM undone AS u)
ORDER BY starts_on;
