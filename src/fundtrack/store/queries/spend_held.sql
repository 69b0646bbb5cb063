-- Purpose: the lines held from a source, with the key their cells have by now.
-- Parameters: $source.
-- Grain: one row per line that was not taken out again. Units: whole pence.
-- A line that a person corrected is held as its file says it; what replaced it is not
-- in any file. The lines of a reversed file are not held, so that it can come again.
WITH answers AS (
    SELECT
        e.corrects AS line,
        bool_or(e.kind = 'vanished_line') AS is_vanished,
        arg_max(e.payload ->> 'row_key', e.seq) FILTER (WHERE e.kind = 'recoding')
            AS row_key,
        arg_max(coalesce(e.payload ->> 'coded_fund', ''), e.seq)
            FILTER (WHERE e.kind = 'recoding') AS coded_fund
    FROM event AS e
    WHERE
        e.kind IN ('recoding', 'vanished_line')
        AND e.seq NOT IN (SELECT u.seq FROM undone AS u)
    GROUP BY e.corrects
)

SELECT
    e.seq AS entry,
    CAST(e.payload ->> 'import' AS BIGINT) AS import_entry,
    e.effective_on AS dated,
    CAST(e.payload ->> 'pence' AS BIGINT) AS pence,
    e.payload ->> 'supplier' AS supplier,
    e.payload ->> 'description' AS description,
    e.payload ->> 'reference' AS reference,
    e.payload ->> 'category' AS category,
    coalesce(e.payload ->> 'order', '') AS order_number,
    coalesce(a.row_key, e.payload ->> 'row_key') AS row_key,
    coalesce(a.coded_fund, e.payload ->> 'coded_fund', '') AS coded_fund
FROM event AS e
LEFT JOIN answers AS a ON e.seq = a.line
WHERE
    e.kind IN ('actual', 'suspense', 'outside', 'ineligible', 'published_line')
    AND (e.payload ->> 'source') = $source
    AND NOT coalesce(a.is_vanished, FALSE)
    AND (e.payload ->> 'replaces') IS NULL
    AND coalesce(CAST(e.payload ->> 'import' AS BIGINT), 0) NOT IN (
        SELECT u.seq FROM undone AS u
    )
ORDER BY e.seq;
