-- Purpose: the hash that an entry got.
-- Parameters: $seq (entry).
-- Grain: one row.
SELECT e.hash
FROM event AS e
WHERE e.seq = $seq
ORDER BY e.seq;
