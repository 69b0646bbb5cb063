-- Purpose: the lines of spending that wait for a budget cell.
-- Parameters: $known (entry).
-- Grain: one row per line whose last answer that stands, if any, left it in suspense;
--   oldest first.
-- Units: whole pence. owner is the rule's that left the line here, else whoever took it
--   in; since is the day it came into suspense.
WITH owners AS (
    SELECT
        e.payload ->> 'rule' AS rule,
        arg_max(e.payload ->> 'owner', e.seq) AS owner
    FROM event AS e
    WHERE e.kind = 'coding_rule' AND e.seq <= $known
    GROUP BY e.payload ->> 'rule'
),

standing AS (
    SELECT
        a.seq,
        max(a.answered_by) AS answered_by
    FROM answer AS a
    WHERE a.answered_by <= $known AND coalesce(a.undone_by > $known, TRUE)
    GROUP BY a.seq
)

SELECT
    s.seq AS entry,
    s.effective_on,
    coalesce(nullif(y.fund, '*'), '') AS fund,
    s.supplier,
    s.description,
    s.pence,
    s.file,
    s.source_sheet,
    s.source_row,
    s.provenance,
    coalesce(o.owner, e.person) AS owner,
    CAST(e.recorded_at AS DATE) AS since
FROM suspense_stay AS y
INNER JOIN spend_line AS s ON y.line = s.seq
INNER JOIN event AS e ON y.came_by = e.seq
LEFT JOIN standing AS t ON y.line = t.seq
LEFT JOIN owners AS o ON (e.payload ->> 'rule') = o.rule
WHERE y.came_by <= $known AND y.came_by = coalesce(t.answered_by, y.line)
ORDER BY s.effective_on, s.seq;
