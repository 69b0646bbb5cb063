-- Purpose: the postings of entries by their numbers.
-- Parameters: $entries (list of entry numbers).
-- Grain: one row per posting, in the order recorded. Units: whole pence.
SELECT
    p.seq AS entry,
    p.account,
    p.fund,
    p.area,
    p.project,
    p.heading,
    p.spend_kind,
    p.financial_year,
    p.pence
FROM posting AS p
WHERE list_contains($entries, p.seq)
ORDER BY p.seq, p.line;
