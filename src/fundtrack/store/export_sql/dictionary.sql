-- Purpose: what each column of each exported table holds, in words.
-- A column without a comment has the words for its name, else those of the books.
-- Parameters: $tables (their names).
-- Grain: one row per table and column, in the order of the columns.
WITH spoken AS (
    SELECT
        c.column_name,
        any_value(c.comment) AS words
    FROM duckdb_columns() AS c
    WHERE c.table_name IN ('event', 'posting') AND c.comment IS NOT NULL
    GROUP BY c.column_name
)

SELECT
    c.table_name,
    c.column_name,
    c.data_type,
    coalesce(
        c.comment, own.words, named.words, s.words, 'As the entry states it'
    ) AS words
FROM duckdb_columns() AS c
LEFT JOIN column_words AS own
    ON c.table_name = own.table_name AND c.column_name = own.column_name
LEFT JOIN column_words AS named
    ON named.table_name = '*' AND c.column_name = named.column_name
LEFT JOIN spoken AS s ON c.column_name = s.column_name
WHERE list_contains($tables, c.table_name)
ORDER BY
    c.table_name,
    c.column_index;
