-- Purpose: put the parts held into the panel file, in the order of their files: sorting
-- them would hold the whole table in memory.
-- Parameters: $files, the Parquet files of the parts, in order of part.
-- Grain: as the table.
INSERT INTO recorded_crime BY NAME
SELECT *
FROM read_parquet($files);
