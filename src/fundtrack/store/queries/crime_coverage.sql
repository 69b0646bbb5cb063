-- Purpose: which months of which forces are held.
-- Parameters: none.
-- Grain: one row per force and month held. A list of the API places no crime and may
-- be of a part of the force: is_placed is false, and no smaller place has that month.
SELECT
    c.force,
    c.month,
    c.provenance,
    c.source,
    c.lsoa_vintage,
    NOT coalesce(t.is_from_api, FALSE) AS is_placed
FROM crime.coverage AS c
LEFT JOIN crime.taken_month AS t
    ON
        c.force = t.force
        AND c.month = t.month
        AND t.kind = 'street'
ORDER BY
    c.force,
    c.month;
