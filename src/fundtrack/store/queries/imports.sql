-- Purpose: every file taken in, of whatever sort, with what the books were told of it.
-- Parameters: $known (entry).
-- Grain: one row per import, the latest first; one that was reversed is marked. Units:
-- whole pence; NULL where a sort of file has no such count or no total was given;
-- brought is how sure the entries are that the file brought, none where it brought none.
WITH brought AS (
    SELECT
        CAST(b.payload ->> 'import' AS BIGINT) AS import_seq,
        list_sort(list(DISTINCT b.provenance)) AS marks
    FROM event AS b
    WHERE b.seq <= $known AND (b.payload ->> 'import') IS NOT NULL
    GROUP BY ALL
)

SELECT
    e.seq AS entry,
    e.recorded_at,
    e.person,
    e.kind,
    e.payload ->> 'file' AS file,
    coalesce(
        e.payload ->> 'source',
        e.payload ->> 'table',
        e.payload ->> 'partner',
        e.payload ->> 'fund',
        ''
    ) AS about,
    CAST(coalesce(e.payload ->> 'rows', e.payload ->> 'changes') AS BIGINT)
        AS row_count,
    CAST(e.payload ->> 'accepted' AS BIGINT) AS accepted,
    CAST(e.payload ->> 'already_held' AS BIGINT) AS already_held,
    CAST(e.payload ->> 'queried' AS BIGINT) AS queried,
    CAST(e.payload ->> 'refused' AS BIGINT) AS refused,
    CAST(e.payload ->> 'findings' AS BIGINT) AS findings,
    CAST(e.payload ->> 'total_pence' AS BIGINT) AS total_pence,
    CAST(e.payload ->> 'control_total_pence' AS BIGINT) AS control_total_pence,
    e.provenance,
    e.seq IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= $known) AS is_reversed,
    coalesce(b.marks, []) AS brought
FROM event AS e
LEFT JOIN brought AS b ON e.seq = b.import_seq
WHERE
    e.seq <= $known
    AND e.kind IN (
        'import',
        'register_import',
        'partner_claim',
        'quarter_import',
        'crime_import',
        'table_import'
    )
ORDER BY e.seq DESC;
