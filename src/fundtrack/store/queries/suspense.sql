-- Purpose: the lines of spending that wait for a budget cell.
-- Parameters: $known (entry).
-- Grain: one row per line in suspense that no later entry answers, oldest first.
-- Units: whole pence. owner is the rule's that left the line here, else whoever took it
--   in; since is the day it was taken in.
WITH owners AS (
    SELECT
        e.payload ->> 'rule' AS rule,
        arg_max(e.payload ->> 'owner', e.seq) AS owner
    FROM event AS e
    WHERE e.kind = 'coding_rule' AND e.seq <= $known
    GROUP BY e.payload ->> 'rule'
)

SELECT
    s.seq AS entry,
    s.effective_on,
    coalesce(nullif(p.fund, '*'), '') AS fund,
    s.supplier,
    s.description,
    s.pence,
    s.file,
    s.source_sheet,
    s.source_row,
    s.provenance,
    coalesce(o.owner, e.person) AS owner,
    CAST(e.recorded_at AS DATE) AS since
FROM spend_line AS s
INNER JOIN event AS e ON s.seq = e.seq
LEFT JOIN owners AS o ON (e.payload ->> 'rule') = o.rule
LEFT JOIN posting AS p ON s.seq = p.seq AND p.account = 'suspense'
WHERE
    s.kind = 'suspense'
    AND s.seq <= $known
    AND s.seq NOT IN (
        SELECT a.seq
        FROM answer AS a
        WHERE a.answered_by <= $known AND coalesce(a.undone_by > $known, TRUE)
    )
ORDER BY s.effective_on, s.seq;
