-- Purpose: what the table comes to, for the hash that names the panel file.
-- Parameters: none.
-- Grain: one row.
SELECT
    'survey' AS table_name,
    count(*) AS row_count,
    CAST(sum(md5_number_lower(CAST(to_json(held) AS VARCHAR))) AS VARCHAR) AS content
FROM survey AS held
ORDER BY table_name;
