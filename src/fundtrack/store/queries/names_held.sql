-- Purpose: the ids of the funds or areas that the registers hold.
-- Parameters: $kind ('fund' or 'area').
-- Grain: one row per id, in the order of first recording.
SELECT held.name
FROM (
    SELECT
        'fund' AS kind,
        f.fund AS name,
        min(f.seq) AS seq
    FROM fund_register AS f
    GROUP BY f.fund
    UNION ALL
    SELECT
        'area' AS kind,
        a.area AS name,
        min(a.seq) AS seq
    FROM area_register AS a
    GROUP BY a.area
) AS held
WHERE held.kind = $kind
ORDER BY held.seq;
