-- Purpose: what a force recorded month by month, to make a synthetic file like it.
-- Parameters: $force and its $police_area; $first and $last month, both included.
-- Grain: one row per month, LSOA (empty text: no location) and type. Units: crimes.
-- Only crimes placed in the force's own area, or nowhere.
SELECT
    panel.month,
    panel.lsoa,
    panel.crime_type,
    panel.offences
FROM crime.panel AS panel
LEFT JOIN crime.place AS place ON panel.lsoa = place.lsoa
WHERE
    panel.force = $force
    AND panel.month BETWEEN $first AND $last
    AND (panel.lsoa = '' OR place.police_area = $police_area)
ORDER BY
    panel.month,
    panel.lsoa,
    panel.crime_type;
