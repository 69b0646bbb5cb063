-- Purpose: how sure the entries are.
-- Parameters: none.
-- Grain: one row per provenance.
SELECT
    e.provenance,
    count(*) AS entries
FROM event AS e
GROUP BY e.provenance
ORDER BY e.provenance;
