-- Purpose: read a street file in its published form.
-- Parameters: $path, the file.
-- Grain: one row per published row; file_row as a spreadsheet numbers it.
CREATE OR REPLACE TEMP TABLE crime_row AS
SELECT
    CAST(row_number() OVER () + 1 AS INTEGER) AS file_row,
    *
FROM
    read_csv(
        $path,
        auto_detect = FALSE,
        header = TRUE,
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
            'crime_type': 'VARCHAR',
            'last_outcome': 'VARCHAR',
            'context': 'VARCHAR'
        }
    );
