-- Purpose: what each role may decide up to, as the scheme of delegation stands.
-- Parameters: $on (date), $known (entry).
-- Grain: one row per role with a limit. Units: whole pence; NULL is any amount.
SELECT
    a.role,
    CAST(arg_max(struct_pack(pence := a.up_to_pence), a.seq).pence AS BIGINT)
        AS up_to_pence
FROM authority_register AS a
WHERE a.seq <= $known AND a.effective_on <= $on
GROUP BY a.role
ORDER BY a.role;
