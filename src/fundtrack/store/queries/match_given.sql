-- Purpose: what others gave beside the grants, as the register says it last.
-- Parameters: $as_at (date), $known (entry).
-- Grain: one row per fund, area, giver and kind of match. Units: whole pence.
SELECT
    d.seq AS entry,
    d.fund,
    coalesce(d.facts ->> 'giver', '') AS giver,
    d.facts ->> 'match_kind' AS match_kind,
    CAST(coalesce(d.facts ->> 'delivered_pence', '0') AS BIGINT) AS delivered_pence,
    coalesce(d.facts ->> 'evidence', '') AS evidence
FROM delivery_register AS d
WHERE d.kind = 'match' AND d.effective_on <= $as_at AND d.seq <= $known
QUALIFY
    row_number() OVER (PARTITION BY d.fund, d.area, d.name ORDER BY d.seq DESC) = 1
ORDER BY d.seq;
