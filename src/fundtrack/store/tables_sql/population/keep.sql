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
            'kind': 'VARCHAR',
            'edition': 'VARCHAR',
            'basis': 'VARCHAR',
            'level': 'VARCHAR',
            'place': 'VARCHAR',
            'name': 'VARCHAR',
            'year': 'INTEGER',
            'number': 'BIGINT'
        }
    )
) TO $parquet (FORMAT PARQUET, COMPRESSION ZSTD);
