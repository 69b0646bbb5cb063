-- Purpose: the hash of an entry, to compare with a copy of it; and whether a hash is held.
-- Parameters: $seq (entry), $hash.
-- Grain: one row per entry with that number or that hash.
SELECT
    e.seq AS entry,
    e.hash
FROM event AS e
WHERE e.seq = $seq OR e.hash = $hash
ORDER BY e.seq;
