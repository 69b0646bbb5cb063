-- Purpose: what a person recorded of one kind and day since a moment, and stands.
-- Parameters: $kind, $person, $on (date), $since (moment).
-- Grain: one row per entry, oldest first.
SELECT e.seq AS entry
FROM event AS e
WHERE
    e.kind = $kind
    AND e.person = $person
    AND e.effective_on = $on
    AND e.recorded_at >= $since
    AND e.seq NOT IN (SELECT u.seq FROM undone AS u)
ORDER BY e.seq;
