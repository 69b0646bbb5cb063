-- Purpose: say what the imports decided of each month the lake holds.
-- Parameters: $months, the lake's months as records with the columns of the table.
-- Grain: one row per kind, force and month.
INSERT INTO taken_month
SELECT
    m.kind,
    m.force,
    m.month,
    m.row_count,
    m.repeated_id,
    m.no_location,
    m.outside_force,
    m.blank_id,
    m.other_vintage,
    m.unknown_lsoa,
    m.lsoa_vintage,
    m.provenance,
    m.is_from_api
FROM (
    SELECT
        unnest(
            from_json(
                CAST($months AS JSON),
                '[{
                    "kind": "VARCHAR",
                    "force": "VARCHAR",
                    "month": "VARCHAR",
                    "row_count": "BIGINT",
                    "repeated_id": "BIGINT",
                    "no_location": "BIGINT",
                    "outside_force": "BIGINT",
                    "blank_id": "BIGINT",
                    "other_vintage": "BIGINT",
                    "unknown_lsoa": "BIGINT",
                    "lsoa_vintage": "VARCHAR",
                    "provenance": "VARCHAR",
                    "is_from_api": "BOOLEAN"
                }]'
            )
        ) AS m
)
ORDER BY
    m.kind,
    m.force,
    m.month;
