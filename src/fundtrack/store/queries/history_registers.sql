-- Purpose: every version of every row of the registers that hold no money of their own.
-- Parameters: $kinds (list of kinds of entry).
-- Grain: one row per entry, in the order recorded.
SELECT
    e.seq AS entry,
    e.kind,
    e.payload
FROM event AS e
WHERE list_contains($kinds, e.kind)
ORDER BY e.seq;
