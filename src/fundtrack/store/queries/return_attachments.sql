-- Purpose: the papers kept with returns: proofs of sending and signed copies.
-- Parameters: $return_id ('*' for all).
-- Grain: one row per paper, in the order kept.
SELECT
    e.seq AS entry,
    (e.payload ->> 'return_id') AS return_id,
    (e.payload ->> 'paper') AS paper,
    (e.payload ->> 'file') AS file,
    e.evidence AS sha256,
    e.person,
    e.effective_on AS kept_on
FROM event AS e
WHERE
    e.kind = 'return_attachment'
    AND ($return_id = '*' OR (e.payload ->> 'return_id') = $return_id)
ORDER BY e.seq;
