-- Purpose: put the reference counts beside those of the lake.
-- Parameters: none.
-- Grain: one row per force, LSOA, month and type.
INSERT INTO panel
SELECT
    force,
    lsoa,
    month,
    crime_type,
    offences,
    row_count
FROM reference
ORDER BY
    force,
    month,
    lsoa,
    crime_type;
