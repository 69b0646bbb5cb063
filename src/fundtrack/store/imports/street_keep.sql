-- Purpose: keep a street file as one Parquet file, with the import's decisions.
-- Parameters: $path of the new file; $file_no, which of the files read, and $first_n,
-- the number of its first row; $force, $police_area, $vintage, $provenance.
-- Grain: one row per published row; file_row tells the published order.
COPY (
    SELECT
        CAST(r.n - $first_n + 2 AS INTEGER) AS file_row,
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
        r.crime_id IS NULL AS has_no_id,
        again.n IS NOT NULL AS is_repeated_id,
        r.longitude IS NULL AND r.lsoa IS NULL AS has_no_location,
        coalesce($police_area <> '' AND p.police_area <> $police_area, FALSE)
            AS is_outside_force,
        CASE
            WHEN r.lsoa IS NULL THEN NULL
            WHEN p.vintage IS NULL THEN 'unknown'
            WHEN p.vintage = 'both' THEN $vintage
            ELSE p.vintage
        END AS lsoa_vintage,
        coalesce(p.vintage NOT IN ('both', $vintage), FALSE) AS is_other_vintage,
        p.district,
        $provenance AS provenance
    FROM crime_row AS r
    LEFT JOIN row_place AS p ON r.lsoa = p.lsoa
    LEFT JOIN row_repeat AS again ON r.n = again.n
    WHERE r.file_no = $file_no
) TO $path (
    FORMAT PARQUET,
    COMPRESSION ZSTD,
    COMPRESSION_LEVEL 1
);
