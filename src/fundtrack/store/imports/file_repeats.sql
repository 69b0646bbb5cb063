-- Purpose: count the rows that repeat.
-- Parameters: none.
-- Grain: one row per file that has any.
SELECT
    file_no,
    count(*) AS repeated_id
FROM row_repeat
GROUP BY file_no
ORDER BY file_no;
