-- Purpose: every step of every underspend case.
-- Parameters: $known (entry).
-- Grain: one row per step, in the order recorded.
-- is_undone tells an approval of which something was taken back by a correction.
WITH taken_back AS (
    SELECT DISTINCT s.seq
    FROM underspend_step AS s
    INNER JOIN undone AS u ON list_contains(s.entries, u.seq)
    WHERE s.step = 'underspend_approved' AND u.undone_by <= $known
)

SELECT
    s.seq AS entry,
    s.effective_on,
    s.person,
    s.step,
    s.underspend,
    s.facts,
    s.reason,
    t.seq IS NOT NULL AS is_undone
FROM underspend_step AS s
LEFT JOIN taken_back AS t ON s.seq = t.seq
WHERE s.seq <= $known
ORDER BY s.seq;
