-- Purpose: what a fund says in words for a quarter's return, as known.
-- Parameters: $fund, $quarter (such as '2023-24 Q4'), $known (entry).
-- Grain: one row per section, area, heading and kind that has a text, as told last.
WITH told AS (
    SELECT
        e.seq AS entry,
        e.payload ->> 'section' AS section,
        e.payload ->> 'area' AS area,
        e.payload ->> 'heading' AS heading,
        e.payload ->> 'kind' AS kind,
        e.payload ->> 'text' AS text,
        e.person,
        e.provenance
    FROM event AS e
    WHERE
        e.kind = 'narrative'
        AND (e.payload ->> 'fund') = $fund
        AND (e.payload ->> 'quarter') = $quarter
        AND e.seq <= $known
    QUALIFY
        row_number() OVER (
            PARTITION BY
                e.payload ->> 'section',
                e.payload ->> 'area',
                e.payload ->> 'heading',
                e.payload ->> 'kind'
            ORDER BY e.seq DESC
        ) = 1
)

SELECT t.*
FROM told AS t
WHERE t.text <> ''
ORDER BY t.section, t.area, t.heading, t.kind;
