-- Purpose: the rows of partners' claims, each with the answer that stands.
-- Parameters: $partner ('*' for any), $as_at (date), $known (entry).
-- Grain: one row per kind, partner, quarter and number. Units: whole pence.
-- A row counts from the day of delivery, so a line accepted later supports earlier days.
WITH latest AS (
    SELECT
        p.seq,
        p.effective_on,
        p.kind,
        p.partner,
        p.quarter,
        p.number,
        p.answer,
        p.cell,
        p.pence,
        p.facts,
        p.source_row,
        p.provenance
    FROM partner_row AS p
    WHERE p.seq <= $known AND ($partner = '*' OR p.partner = $partner)
    QUALIFY
        row_number() OVER (
            PARTITION BY p.kind, p.partner, p.quarter, p.number ORDER BY p.seq DESC
        ) = 1
)

SELECT
    l.seq AS entry,
    l.effective_on,
    l.kind,
    l.partner,
    l.quarter,
    l.number,
    l.answer,
    l.cell,
    l.pence,
    l.facts,
    l.source_row,
    l.provenance
FROM latest AS l
WHERE l.effective_on <= $as_at
ORDER BY l.partner, l.quarter, l.kind, l.number;
