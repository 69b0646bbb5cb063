-- Purpose: what the imports' decisions and the outcomes come to, for the hash that
-- names the panel's file.
-- Parameters: none.
-- Grain: one row per table and force that it holds.
SELECT
    'taken_month' AS part,
    t.force,
    sha256(string_agg(CAST(t AS VARCHAR), ';' ORDER BY t.kind, t.month)) AS content
FROM taken_month AS t
GROUP BY t.force
UNION ALL
SELECT
    'named_before' AS part,
    n.force,
    sha256(
        string_agg(
            CAST(n AS VARCHAR),
            ';'
            ORDER BY n.month, n.lsoa, n.crime_type
        )
    ) AS content
FROM named_before AS n
GROUP BY n.force
UNION ALL
SELECT
    'outcome' AS part,
    o.force,
    sha256(
        string_agg(
            concat_ws(
                '|',
                o.basis,
                o.district,
                o.month,
                o.crime_type,
                o.outcome_type,
                o.crimes
            ),
            ';'
            ORDER BY o.basis, o.month, o.district, o.crime_type, o.outcome_type
        )
    ) AS content
FROM outcome AS o
GROUP BY o.force
ORDER BY
    part,
    force;
