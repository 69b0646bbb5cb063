-- Purpose: what the checks of a file look at.
-- Parameters: $month and $police_area, which the file is of (no area: empty text);
-- $other_forces, names of every other force; $crime_types, the published names.
-- Grain: one row. Rows are numbered as a spreadsheet numbers them.
WITH place AS (
    SELECT
        coalesce(sum(row_count) FILTER (WHERE vintage IS NULL), 0) AS unknown_lsoas,
        arg_min(lsoa, first_row) FILTER (WHERE vintage IS NULL) AS unknown_lsoa,
        min(first_row) FILTER (WHERE vintage IS NULL) AS unknown_lsoa_row,
        coalesce(sum(row_count) FILTER (WHERE vintage = '2011'), 0) AS only_2011,
        coalesce(sum(row_count) FILTER (WHERE vintage = '2021'), 0) AS only_2021,
        coalesce(
            sum(row_count) FILTER (
                WHERE $police_area <> '' AND police_area <> $police_area
            ),
            0
        ) AS outside_force
    FROM row_place
),

repeated AS (
    SELECT count(*) AS repeated_id FROM row_repeat
),

fact AS (
    SELECT
        count(*) AS row_count,
        count(*) FILTER (WHERE longitude IS NULL AND lsoa IS NULL) AS no_location,
        min(file_row) FILTER (WHERE month IS DISTINCT FROM $month) AS other_month_row,
        arg_min(coalesce(month, ''), file_row) FILTER (
            WHERE month IS DISTINCT FROM $month
        ) AS other_month,
        min(file_row) FILTER (WHERE reported_by IN $other_forces) AS other_force_row,
        arg_min(reported_by, file_row) FILTER (
            WHERE reported_by IN $other_forces
        ) AS other_force,
        count(*) FILTER (WHERE context ILIKE 'synthetic%') AS synthetic,
        min(file_row) FILTER (WHERE crime_type IS NULL) AS no_type_row,
        min(file_row) FILTER (
            WHERE NOT crime_type IN $crime_types
        ) AS new_type_row,
        arg_min(crime_type, file_row) FILTER (
            WHERE NOT crime_type IN $crime_types
        ) AS new_type
    FROM crime_row
)

SELECT
    fact.*,
    CAST(place.unknown_lsoas AS BIGINT) AS unknown_lsoas,
    place.unknown_lsoa,
    place.unknown_lsoa_row,
    CAST(place.only_2011 AS BIGINT) AS only_2011,
    CAST(place.only_2021 AS BIGINT) AS only_2021,
    CAST(place.outside_force AS BIGINT) AS outside_force,
    repeated.repeated_id
FROM fact
CROSS JOIN place
CROSS JOIN repeated
ORDER BY fact.row_count;
