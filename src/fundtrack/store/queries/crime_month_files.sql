-- Purpose: which street files months were counted from, and when they were taken in.
-- Parameters: $forces; $first and $last month, both included.
-- Grain: one row per force and month held. Units: rows of the file; times it was
-- taken in. A month that only the reference counts hold has no file: empty text.
WITH taken AS (
    SELECT
        e.seq,
        (e.payload ->> 'file') AS file,
        unnest(CAST(json_extract_string(e.payload, '$.months[*]') AS VARCHAR []))
            AS written
    FROM event AS e
    WHERE e.kind = 'crime_import'
),

last_taken AS (
    SELECT
        split_part(t.written, ' ', 1) AS force,
        split_part(t.written, ' ', 2) AS month,
        max(t.seq) AS entry,
        arg_max(t.file, t.seq) AS file,
        CAST(count(*) AS BIGINT) AS times
    FROM taken AS t
    WHERE split_part(t.written, ' ', 3) = 'street'
    GROUP BY
        split_part(t.written, ' ', 1),
        split_part(t.written, ' ', 2)
)

SELECT
    c.force,
    c.month,
    CASE WHEN c.source = 'lake' THEN coalesce(l.file, '') ELSE '' END AS file,
    CASE WHEN c.source = 'lake' THEN l.entry END AS entry,
    coalesce(l.times, 0) AS times,
    m.row_count,
    m.repeated_id,
    m.no_location,
    m.outside_force,
    c.provenance
FROM crime.coverage AS c
LEFT JOIN crime.taken_month AS m
    ON c.force = m.force AND c.month = m.month AND m.kind = 'street'
LEFT JOIN last_taken AS l ON c.force = l.force AND c.month = l.month
WHERE
    c.month BETWEEN $first AND $last
    AND list_contains($forces::VARCHAR [], c.force)
ORDER BY
    c.force,
    c.month;
