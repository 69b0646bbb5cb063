-- Purpose: the areas register as it stands.
-- Parameters: none.
-- Grain: one row per area, in the order of first recording.
SELECT
    a.area,
    arg_max(a.name, a.seq) AS name,
    arg_max(a.districts, a.seq) AS districts
FROM area_register AS a
GROUP BY a.area
ORDER BY min(a.seq);
