-- Purpose: what the checks of a file look at of its places.
-- Parameters: none.
-- Grain: one row per file that has an LSOA code. Rows are numbered through by n.
WITH used AS (
    SELECT
        file_no,
        lsoa,
        count(*) AS row_count,
        min(n) AS first_n
    FROM crime_row
    WHERE lsoa IS NOT NULL
    GROUP BY
        file_no,
        lsoa
)

SELECT
    used.file_no,
    coalesce(sum(used.row_count) FILTER (WHERE p.vintage IS NULL), 0)::BIGINT
        AS unknown_lsoas,
    arg_min(used.lsoa, used.first_n) FILTER (WHERE p.vintage IS NULL) AS unknown_lsoa,
    min(used.first_n) FILTER (WHERE p.vintage IS NULL) AS unknown_lsoa_n,
    coalesce(sum(used.row_count) FILTER (WHERE p.vintage = '2011'), 0)::BIGINT
        AS only_2011,
    coalesce(sum(used.row_count) FILTER (WHERE p.vintage = '2021'), 0)::BIGINT
        AS only_2021,
    coalesce(
        sum(used.row_count) FILTER (
            WHERE f.police_area <> '' AND p.police_area <> f.police_area
        ),
        0
    )::BIGINT AS outside_force
FROM used
INNER JOIN crime_file AS f ON used.file_no = f.file_no
LEFT JOIN row_place AS p ON used.lsoa = p.lsoa
GROUP BY used.file_no
ORDER BY used.file_no;
