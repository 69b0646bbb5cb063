-- Purpose: the words that the rows of the files read use, for the checks to look at.
-- Parameters: none.
-- Grain: one row per file and per month, force, type and context named there, in the
-- order they appear. Rows are numbered through by n; abroad is outside the United
-- Kingdom.
SELECT
    file_no,
    month,
    reported_by,
    crime_type,
    context,
    min(n) AS first_n,
    count(*) AS row_count,
    count(crime_id) AS with_id,
    count(*) FILTER (WHERE longitude IS NULL AND lsoa IS NULL) AS no_location,
    count(*) FILTER (
        WHERE
            longitude NOT BETWEEN -9 AND 2.5
            OR latitude NOT BETWEEN 49 AND 61.5
    ) AS abroad,
    min(n) FILTER (
        WHERE
            longitude NOT BETWEEN -9 AND 2.5
            OR latitude NOT BETWEEN 49 AND 61.5
    ) AS abroad_n
FROM crime_row
GROUP BY
    file_no,
    month,
    reported_by,
    crime_type,
    context
ORDER BY first_n;
