-- Purpose: find the rows that name a crime once more in one file under one type.
-- Parameters: none.
-- Grain: one row per row that repeats; of the rows of one crime the first with a
-- location counts, else the first, and is not here.
-- Ids are looked through by their hash: few stand twice, and those are compared whole.
CREATE OR REPLACE TEMP TABLE row_repeat AS
WITH twice AS (
    SELECT
        file_no,
        hash(crime_id) AS hashed
    FROM crime_row
    WHERE crime_id IS NOT NULL
    GROUP BY
        file_no,
        hash(crime_id)
    HAVING count(*) > 1
),

candidate AS (
    SELECT
        r.file_no,
        r.n,
        row_number() OVER (
            PARTITION BY
                r.file_no,
                r.crime_type,
                r.crime_id
            ORDER BY
                r.lsoa IS NULL,
                r.n
        ) AS place
    FROM crime_row AS r
    SEMI JOIN
        twice
        ON r.file_no = twice.file_no AND hash(r.crime_id) = twice.hashed
)

SELECT
    file_no,
    n
FROM candidate
WHERE place > 1
ORDER BY n;
