-- Purpose: what the books hold that registers may bring again.
-- Parameters: none.
-- Grain: one row per register entry, oldest first.
SELECT
    e.seq,
    e.kind,
    e.effective_on,
    e.payload,
    e.provenance
FROM event AS e
WHERE
    e.kind IN (
        'fund', 'terms', 'area', 'project', 'award', 'allocation', 'profile',
        'forecast', 'footprint', 'output', 'milestone', 'risk', 'asset', 'evidence',
        'match', 'onward_grant', 'coding_rule',
        'eligibility_rule', 'supplier', 'declaration', 'person', 'role'
    )
    AND e.seq NOT IN (SELECT u.seq FROM undone AS u)
ORDER BY e.seq;
