-- Purpose: the agreement terms of a fund that counted on a day.
-- Parameters: $fund, $as_at (date), $known (entry).
-- Grain: one row, or none; the newest version, its newest recording.
SELECT
    t.seq,
    t.version,
    t.terms,
    t.provenance
FROM terms_register AS t
WHERE t.fund = $fund AND t.effective_on <= $as_at AND t.seq <= $known
ORDER BY t.version DESC, t.seq DESC
LIMIT 1;
