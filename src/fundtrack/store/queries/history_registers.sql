-- Purpose: every version of every row of the registers that hold no money of their own.
-- Parameters: none.
-- Grain: one row per entry, in the order recorded.
SELECT
    e.seq AS entry,
    e.kind,
    e.payload
FROM event AS e
WHERE
    e.kind IN (
        'fund', 'terms', 'area', 'project', 'footprint', 'output', 'person', 'role',
        'source', 'deputy', 'authority'
    )
ORDER BY e.seq;
