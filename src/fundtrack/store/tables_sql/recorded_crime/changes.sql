-- Purpose: what a newer edition of a part changes.
-- Parameters: $held and $taken, the files of the part before and after.
-- Grain: one row. Units: figures, and offences in all.
WITH held AS (
    SELECT
        force,
        csp,
        offence_code,
        offence,
        offences
    FROM read_parquet($held)
),

taken AS (
    SELECT
        force,
        csp,
        offence_code,
        offence,
        offences
    FROM read_parquet($taken)
),

differing AS (
    (FROM held EXCEPT FROM taken)
    UNION ALL
    (FROM taken EXCEPT FROM held)
)

SELECT
    (
        SELECT
            count(DISTINCT concat_ws('|', force, csp, offence_code, offence))
        FROM differing
    ) AS figures,
    (SELECT CAST(sum(offences) AS BIGINT) FROM held) AS total_before,
    (SELECT CAST(sum(offences) AS BIGINT) FROM taken) AS total_after
ORDER BY figures;
