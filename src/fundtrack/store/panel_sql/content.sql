-- Purpose: what the panel's content comes to, for the hash that names its file.
-- Parameters: $force.
-- Grain: one row per month of the force held.
SELECT
    c.force,
    c.month,
    c.provenance,
    c.source,
    c.lsoa_vintage,
    coalesce(
        sha256(
            string_agg(
                concat_ws('|', p.lsoa, p.crime_type, p.offences, p.row_count),
                ';'
                ORDER BY p.lsoa, p.crime_type
            )
        ),
        ''
    ) AS counts
FROM coverage AS c
LEFT JOIN panel AS p ON c.force = p.force AND c.month = p.month
WHERE c.force = $force
GROUP BY
    c.force,
    c.month,
    c.provenance,
    c.source,
    c.lsoa_vintage
ORDER BY
    c.force,
    c.month;
