-- Purpose: what a file brought and what was done to its lines since, as far as it stands.
-- Parameters: $import (entry number of the import).
-- Grain: one row per entry, in order; later is an entry recorded since about a line of
--   another file that this one recoded or took out, NULL where there is none.
WITH brought AS (
    SELECT e.seq
    FROM event AS e
    WHERE CAST(e.payload ->> 'import' AS BIGINT) = $import
),

about AS (
    SELECT
        e.seq,
        coalesce(CAST(e.payload ->> 'line' AS BIGINT), e.corrects) AS line
    FROM event AS e
    WHERE
        e.kind IN ('coding', 'recoding', 'vanished_line')
        OR (e.payload ->> 'replaces') IS NOT NULL
),

wanted AS (
    SELECT b.seq
    FROM brought AS b
    UNION
    SELECT a.seq
    FROM about AS a
    WHERE a.line IN (SELECT b.seq FROM brought AS b)
),

standing AS (
    SELECT w.seq
    FROM wanted AS w
    INNER JOIN event AS e ON w.seq = e.seq
    WHERE
        (e.payload ->> 'undoes') IS NULL
        AND w.seq NOT IN (SELECT u.seq FROM undone AS u)
)

SELECT
    s.seq AS entry,
    min(o.seq) AS later
FROM standing AS s
LEFT JOIN about AS a ON s.seq = a.seq
LEFT JOIN about AS o
    ON
        a.line = o.line
        AND o.seq > s.seq
        AND o.seq NOT IN (SELECT w.seq FROM wanted AS w)
        AND o.seq NOT IN (SELECT u.seq FROM undone AS u)
GROUP BY s.seq
ORDER BY s.seq;
