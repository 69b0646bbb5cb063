-- Purpose: the cells that money was ever allocated or moved to.
-- Parameters: none.
-- Grain: one row per cell; '*' in a part means the whole of it.
SELECT DISTINCT
    m.fund,
    m.area,
    m.project,
    m.heading,
    m.spend_kind,
    m.financial_year
FROM movement AS m
WHERE
    m.account = 'allocated'
    AND m.kind IN ('allocation', 'virement_approval')
ORDER BY ALL;
