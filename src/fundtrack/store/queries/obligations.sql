-- Purpose: what the office has to do by which day, as it was fixed last.
-- Parameters: $known (entry).
-- Grain: one row per fund, rule and period that was not withdrawn, by due day.
-- owner is a role, or the person that somebody gave it to since.
-- done_on is NULL until somebody recorded that it was done.
SELECT
    o.fund,
    o.rule,
    o.period,
    arg_max(o.seq, o.seq) FILTER (WHERE o.step = 'obligation') AS entry,
    arg_max(o.what, o.seq) FILTER (WHERE o.step = 'obligation') AS what,
    arg_max(o.due_on, o.seq) FILTER (WHERE o.step = 'obligation') AS due_on,
    coalesce(
        arg_max(o.owner, o.seq) FILTER (WHERE o.step = 'obligation_owned'),
        arg_max(o.owner, o.seq) FILTER (WHERE o.step = 'obligation')
    ) AS owner,
    arg_max(o.provenance, o.seq) FILTER (WHERE o.step = 'obligation') AS provenance,
    min(o.effective_on) FILTER (WHERE o.step = 'obligation_done') AS done_on
FROM obligation_step AS o
WHERE o.seq <= $known
GROUP BY o.fund, o.rule, o.period
HAVING arg_max(o.step, o.seq) <> 'obligation_withdrawn'
ORDER BY due_on, o.fund, o.rule, o.period;
