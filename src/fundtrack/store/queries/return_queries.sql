-- Purpose: what funders asked about returns, and what was answered.
-- Parameters: $claim ('*' for all; what all versions of a return claim), $known (entry).
-- Grain: one row per query, oldest first; the answer is the latest given, or NULL.
SELECT
    q.seq AS entry,
    (q.payload ->> 'return_id') AS return_id,
    (q.payload ->> 'section') AS section,
    (q.payload ->> 'question') AS question,
    q.effective_on AS asked_on,
    arg_max(a.payload ->> 'answer', a.seq) AS answer,
    arg_max(a.effective_on, a.seq) AS answered_on,
    arg_max(a.person, a.seq) AS person
FROM event AS q
LEFT JOIN event AS a
    ON
        a.kind = 'return_answer'
        AND CAST(a.payload ->> 'query' AS BIGINT) = q.seq
        AND a.seq <= $known
WHERE
    q.kind = 'return_queried'
    AND q.seq <= $known
    AND (
        $claim = '*'
        OR regexp_replace(q.payload ->> 'return_id', '-v[0-9]+$', '') = $claim
    )
GROUP BY ALL
ORDER BY q.seq;
