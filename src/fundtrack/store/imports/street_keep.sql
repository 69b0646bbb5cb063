-- Purpose: keep a street file as one Parquet file, with the import's decisions.
-- Parameters: $path of the new file; $force, $police_area, $vintage, $provenance.
-- Grain: one row per published row, in the published order.
COPY (
    SELECT
        r.file_row,
        r.crime_id,
        r.month,
        r.reported_by,
        r.falls_within,
        r.longitude,
        r.latitude,
        r.location,
        r.lsoa,
        r.lsoa_name,
        r.crime_type,
        r.last_outcome,
        r.context,
        $force AS force,
        coalesce(again.kept_row <> r.file_row, FALSE) AS is_repeated_id,
        r.lsoa IS NULL AS has_no_location,
        coalesce($police_area <> '' AND p.police_area <> $police_area, FALSE)
            AS is_outside_force,
        CASE
            WHEN r.lsoa IS NULL THEN NULL
            WHEN p.vintage IS NULL THEN 'unknown'
            WHEN p.vintage = 'both' THEN $vintage
            ELSE p.vintage
        END AS lsoa_vintage,
        p.district,
        $provenance AS provenance
    FROM crime_row AS r
    LEFT JOIN row_place AS p ON r.lsoa = p.lsoa
    LEFT JOIN
        row_repeat AS again
        ON r.crime_id = again.crime_id AND r.crime_type = again.crime_type
    ORDER BY r.file_row
) TO $path (FORMAT PARQUET, COMPRESSION ZSTD);
