-- Purpose: papers that the evidence register names for match and for an entry as well.
-- Parameters: $as_at (date), $known (entry).
-- Grain: one row per paper, recording of it for match, and entry.
SELECT
    m.seq AS entry,
    m.fund,
    m.facts ->> 'which' AS giver,
    m.facts ->> 'file' AS file,
    TRY_CAST(e.facts ->> 'which' AS BIGINT) AS spent_by
FROM delivery_register AS m
INNER JOIN delivery_register AS e
    ON
        lower(m.facts ->> 'file') = lower(e.facts ->> 'file')
        AND e.kind = 'evidence'
        AND (e.facts ->> 'supports') = 'entry'
WHERE
    m.kind = 'evidence'
    AND (m.facts ->> 'supports') = 'match'
    AND m.effective_on <= $as_at
    AND m.seq <= $known
    AND e.effective_on <= $as_at
    AND e.seq <= $known
    AND TRY_CAST(e.facts ->> 'which' AS BIGINT) IS NOT NULL
GROUP BY ALL
ORDER BY m.seq, spent_by;
