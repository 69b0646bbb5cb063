-- Purpose: which parts are held, for the hash that names the panel file.
-- Parameters: none.
-- Grain: one row per part.
SELECT
    table_name,
    row_count,
    concat_ws('|', part, file, edition, evidence, provenance) AS content
FROM table_part
ORDER BY
    table_name,
    part;
