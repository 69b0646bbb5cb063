-- Purpose: what a newer edition of a part changes.
-- Parameters: $held and $taken, the files of the part before and after.
-- Grain: one row. Units: figures, and outcomes of closed investigations in all.
WITH held AS (
    SELECT
        force,
        offence_code,
        offence,
        outcome_code,
        role,
        recorded_basis,
        closed_basis
    FROM read_parquet($held)
),

taken AS (
    SELECT
        force,
        offence_code,
        offence,
        outcome_code,
        role,
        recorded_basis,
        closed_basis
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
            count(
                DISTINCT concat_ws('|', force, offence_code, offence, outcome_code)
            )
        FROM differing
    ) AS figures,
    (
        SELECT CAST(sum(closed_basis) AS BIGINT) FROM held WHERE role = 'outcome'
    ) AS total_before,
    (
        SELECT CAST(sum(closed_basis) AS BIGINT) FROM taken WHERE role = 'outcome'
    ) AS total_after
ORDER BY figures;
