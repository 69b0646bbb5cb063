-- Purpose: the version of a fund's awards or allocations that stands.
-- Parameters: $kind ('award' or 'allocation'), $fund.
-- Grain: one row; NULL before there is any.
SELECT max(CAST(e.payload ->> 'version' AS INTEGER)) AS version
FROM event AS e
WHERE
    e.kind = $kind
    AND coalesce(
        e.payload ->> 'fund', split_part(e.payload ->> 'cell', '/', 1)
    ) = $fund
ORDER BY version;
