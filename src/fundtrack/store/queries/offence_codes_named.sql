-- Purpose: offence codes whose name holds a word.
-- Parameters: $subgroups, in lower case; $word, in lower case.
-- Grain: one row per code.
SELECT r.offence_code
FROM crime.recorded_crime AS r
WHERE
    list_contains($subgroups::VARCHAR [], lower(r.subgroup))
    AND regexp_matches(lower(r.offence), '\b' || $word || '\b')
GROUP BY r.offence_code
ORDER BY r.offence_code;
