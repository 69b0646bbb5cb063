-- Purpose: what the imports decided of each month of the lake.
-- Parameters: $kind of file; $force (empty text: every force); $first and $last month,
-- both included.
-- Grain: one row per force and month taken in. Units: rows as published; offences are
-- distinct crimes, named_before those of them that an earlier month named first.
WITH earlier AS (
    SELECT
        force,
        month,
        CAST(sum(offences) AS BIGINT) AS offences
    FROM crime.named_before
    GROUP BY
        force,
        month
)

SELECT
    t.force,
    t.month,
    t.row_count,
    t.row_count - t.repeated_id AS offences,
    t.blank_id,
    t.repeated_id,
    CASE
        WHEN t.kind = 'street' THEN coalesce(e.offences, 0)
    END AS named_before,
    t.no_location,
    t.outside_force,
    t.unknown_lsoa,
    t.other_vintage,
    t.lsoa_vintage,
    t.provenance,
    t.is_from_api
FROM crime.taken_month AS t
LEFT JOIN earlier AS e ON t.force = e.force AND t.month = e.month
WHERE
    t.kind = $kind
    AND ($force = '' OR t.force = $force)
    AND t.month BETWEEN $first AND $last
ORDER BY
    t.force,
    t.month;
