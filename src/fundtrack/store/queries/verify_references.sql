-- Purpose: postings without an entry, and entries that point at what is not there.
-- Parameters: none.
-- Grain: one row per reference at fault, in order.
SELECT
    b.entry,
    b.points_at,
    b.what
FROM (
    SELECT
        p.seq AS entry,
        p.seq AS points_at,
        'a posting' AS what
    FROM posting AS p
    ANTI JOIN event AS e ON p.seq = e.seq
    UNION
    SELECT
        e.seq AS entry,
        e.corrects AS points_at,
        'a correction' AS what
    FROM event AS e
    ANTI JOIN event AS c ON e.corrects = c.seq
    WHERE e.corrects IS NOT NULL
    UNION
    SELECT
        l.seq AS entry,
        l.import_seq AS points_at,
        'a line of a file' AS what
    FROM (
        SELECT
            e.seq,
            CASE
                WHEN json_valid(e.payload)
                    THEN try_cast(e.payload ->> 'import' AS BIGINT)
            END AS import_seq
        FROM event AS e
    ) AS l
    ANTI JOIN event AS i ON l.import_seq = i.seq
    WHERE l.import_seq IS NOT NULL
) AS b
ORDER BY b.entry, b.what;
