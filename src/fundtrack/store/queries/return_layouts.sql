-- Purpose: every version of the layouts of funders' workbooks that was confirmed or dropped.
-- Parameters: $fund (* for any), $known (entry).
-- Grain: one row per entry, the newest last; map is empty where the layout was dropped.
SELECT
    e.seq AS entry,
    e.payload ->> 'fund' AS fund,
    e.payload ->> 'layout' AS layout,
    CAST(e.payload ->> 'version' AS BIGINT) AS version,
    e.payload ->> 'file' AS file,
    e.payload ->> 'sha256' AS sha256,
    e.payload ->> 'map' AS map_text,
    e.payload ->> 'pack' AS pack
FROM event AS e
WHERE
    e.kind IN ('return_layout', 'return_layout_dropped')
    AND e.seq <= $known
    AND $fund IN ('*', (e.payload ->> 'fund'))
ORDER BY entry;
