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
            'survey': 'VARCHAR',
            'question': 'VARCHAR',
            'answer': 'VARCHAR',
            'area': 'VARCHAR',
            'comparison': 'VARCHAR',
            'wave': 'VARCHAR',
            'wave_order': 'INTEGER',
            'asked_from': 'DATE',
            'respondents': 'BIGINT',
            'numerator': 'BIGINT',
            'source': 'VARCHAR'
        }
    )
) TO $parquet (FORMAT PARQUET, COMPRESSION ZSTD);
