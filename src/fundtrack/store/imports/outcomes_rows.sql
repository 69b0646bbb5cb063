-- Purpose: read outcomes files in their published form.
-- Parameters: $paths of the files, which stand in crime_file too.
-- Grain: one row per published row; n counts them through, file after file.
CREATE OR REPLACE TEMP TABLE crime_row AS
SELECT
    f.file_no,
    r.outcome_type AS crime_type,
    CAST(NULL AS VARCHAR) AS context,
    r.* EXCLUDE (filename)
FROM (
    SELECT
        row_number() OVER () AS n,
        *
    FROM
        read_csv(
            $paths,
            auto_detect = FALSE,
            header = TRUE,
            filename = TRUE,
            delim = ',',
            quote = '"',
            escape = '"',
            columns = {
                'crime_id': 'VARCHAR',
                'month': 'VARCHAR',
                'reported_by': 'VARCHAR',
                'falls_within': 'VARCHAR',
                'longitude': 'DOUBLE',
                'latitude': 'DOUBLE',
                'location': 'VARCHAR',
                'lsoa': 'VARCHAR',
                'lsoa_name': 'VARCHAR',
                'outcome_type': 'VARCHAR'
            }
        )
) AS r
INNER JOIN crime_file AS f ON r.filename = f.path;
