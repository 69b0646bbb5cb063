-- Purpose: the office's areas and the districts each consists of.
-- Parameters: none.
-- Grain: one row per area, as last registered.
SELECT
    area,
    name,
    districts
FROM area_register
QUALIFY row_number() OVER (PARTITION BY area ORDER BY seq DESC) = 1
ORDER BY area;
