-- Purpose: what was ordered, billed and drawn down on cells under references.
-- Parameters: $cells (list, as users write them), $references (list), $as_at (date),
--   $known (entry).
-- Grain: one row per cell, reference, step, day and supplier. Units: whole pence. A
--   reference is '' where none was given.
SELECT
    o.fund,
    o.area,
    o.project,
    o.heading,
    o.spend_kind,
    o.financial_year,
    o.reference,
    o.step,
    o.effective_on,
    o.supplier,
    CAST(sum(o.pence) AS BIGINT) AS pence
FROM order_move AS o
WHERE
    list_contains(
        $cells,
        concat_ws(
            '/', o.fund, o.area, o.project, o.heading, o.spend_kind, o.financial_year
        )
    )
    AND o.effective_on <= $as_at
    AND o.seq <= $known
    AND list_contains($references, o.reference)
GROUP BY ALL
ORDER BY ALL;
