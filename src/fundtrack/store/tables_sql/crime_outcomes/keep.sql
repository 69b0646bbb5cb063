-- Purpose: write a part's rows to Parquet.
-- Parameters: $rows, the rows as CSV under these headings, \N where not provided;
-- $parquet, the file to write.
-- Grain: as the table.
COPY (
    SELECT *
    FROM read_csv(
        $rows,
        auto_detect = FALSE,
        header = TRUE,
        delim = ',',
        quote = '"',
        escape = '"',
        nullstr = '\N',
        columns = {
            'force': 'VARCHAR',
            'is_area': 'BOOLEAN',
            'year': 'VARCHAR',
            'quarter': 'INTEGER',
            'offence_code': 'VARCHAR',
            'offence': 'VARCHAR',
            'subgroup': 'VARCHAR',
            'offence_group': 'VARCHAR',
            'is_expired': 'BOOLEAN',
            'outcome_code': 'VARCHAR',
            'outcome': 'VARCHAR',
            'outcome_group': 'VARCHAR',
            'role': 'VARCHAR',
            'recorded_basis': 'BIGINT',
            'is_recorded_missing': 'BOOLEAN',
            'closed_basis': 'BIGINT',
            'is_closed_missing': 'BOOLEAN'
        }
    )
) TO $parquet (FORMAT PARQUET, COMPRESSION ZSTD);
