-- Purpose: say which files are read together.
-- Parameters: $paths and $police_areas (no area: empty text): a list each, side by side.
-- Grain: one row per file; file_no counts from nought.
CREATE OR REPLACE TEMP TABLE crime_file AS
SELECT
    CAST(generate_subscripts($paths::VARCHAR [], 1) - 1 AS INTEGER) AS file_no,
    unnest($paths::VARCHAR []) AS path,
    unnest($police_areas::VARCHAR []) AS police_area;
