-- Purpose: put the parts held into the panel file.
-- Parameters: $files, the Parquet files of the parts, in order of part.
-- Grain: as the table.
INSERT INTO survey BY NAME
SELECT *
FROM read_parquet($files)
ORDER BY ALL;
