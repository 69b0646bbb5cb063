-- Purpose: crimes of police.uk by their outcome, on one basis.
-- Parameters: $basis, recorded (crimes of the months, by their last outcome) or closed
-- (outcomes given in the months); $force (empty text: every one); $districts (empty
-- list: wherever it was); $first and $last month, both included; $crime_types.
-- Grain: one row per outcome as published. Units: distinct crimes.
SELECT
    o.outcome_type,
    CAST(sum(o.crimes) AS BIGINT) AS crimes
FROM crime.outcome AS o
WHERE
    o.basis = $basis
    AND $force IN ('', o.force)
    AND (
        len($districts::VARCHAR []) = 0
        OR list_contains($districts::VARCHAR [], o.district)
    )
    AND o.month BETWEEN $first AND $last
    AND list_contains($crime_types::VARCHAR [], o.crime_type)
GROUP BY o.outcome_type
ORDER BY o.outcome_type;
