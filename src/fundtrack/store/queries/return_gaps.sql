-- Purpose: files of spending in a period that do not tie out to their control total.
-- Parameters: $start, $as_at (dates), $known (entry).
-- Grain: one row per file taken in and not reversed. Units: whole pence.
-- The last control total given for a file counts. A later file of the source that ties
-- out, repeats the lines and spans the days answers for it as well. A file of which no
-- day could be read stands in every period.
WITH days AS (
    SELECT
        s.import_seq,
        min(s.effective_on) AS first_on,
        max(s.effective_on) AS last_on
    FROM spend_line AS s
    GROUP BY s.import_seq
),

tied AS (
    SELECT
        i.seq,
        i.file,
        i.sha256,
        i.source,
        i.refused,
        i.total_pence,
        i.control_total_pence,
        coalesce(TRY_CAST(e.payload ->> 'first_on' AS DATE), d.first_on) AS first_on,
        coalesce(TRY_CAST(e.payload ->> 'last_on' AS DATE), d.last_on) AS last_on,
        coalesce((e.payload ->> 'first_on') = '', FALSE) AS is_undated,
        CAST(json_extract_string(e.payload, '$.renews[*]') AS BIGINT []) AS renews
    FROM import_register AS i
    INNER JOIN event AS e ON i.seq = e.seq
    LEFT JOIN days AS d ON i.seq = d.import_seq
    WHERE
        i.seq <= $known
        AND i.control_total_pence IS NOT NULL
        AND i.seq NOT IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= $known)
)

SELECT
    t.seq AS entry,
    t.file,
    t.refused,
    t.total_pence,
    t.control_total_pence
FROM tied AS t
WHERE
    t.control_total_pence <> t.total_pence
    AND coalesce(t.first_on <= $as_at AND t.last_on >= $start, t.is_undated)
    AND NOT EXISTS (
        SELECT later.seq
        FROM tied AS later
        WHERE
            later.seq > t.seq
            AND later.source = t.source
            AND (
                later.sha256 = t.sha256
                OR (
                    later.control_total_pence = later.total_pence
                    AND list_contains(later.renews, t.seq)
                    AND coalesce(later.first_on <= t.first_on, TRUE)
                    AND coalesce(later.last_on >= t.last_on, TRUE)
                )
            )
    )
ORDER BY t.seq;
