-- Purpose: the onward grants of every fund, each as it was recorded last.
-- Parameters: $as_at (date), $known (entry).
-- Grain: one row per fund, area, project and partner. Units: whole pence.
SELECT
    d.fund,
    d.area,
    d.project,
    d.facts ->> 'partner' AS partner,
    coalesce(d.facts ->> 'paid_as', '') AS paid_as,
    CAST(d.facts ->> 'granted_pence' AS BIGINT) AS granted_pence,
    coalesce(d.facts ->> 'conditions', '') AS conditions
FROM delivery_register AS d
WHERE d.kind = 'onward_grant' AND d.effective_on <= $as_at AND d.seq <= $known
QUALIFY row_number() OVER (PARTITION BY d.fund, d.area, d.project, d.name ORDER BY d.seq DESC) = 1
ORDER BY d.fund, d.area, d.project, partner;
