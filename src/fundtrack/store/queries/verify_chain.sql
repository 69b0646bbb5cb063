-- Purpose: the entries whose hash, number or link to the entry before is not right.
-- Parameters: none.
-- Grain: one row per entry at fault, in order; no row when the chain is whole.
-- The text that is hashed is written here as domain/events.py and store/ledger.py
-- write it; a test holds the two together.
WITH sides AS (
    SELECT
        p.seq,
        array_to_string(list_transform(
            list_sort(list({
                'line': p.line,
                'side': concat_ws(
                    '/', p.account || chr(9) || p.fund, p.area, p.project, p.heading,
                    p.spend_kind, p.financial_year || chr(9) || p.pence
                )
            })),
            lambda one: one.side
        ), chr(10)) AS written
    FROM posting AS p
    GROUP BY p.seq
),

recomputed AS (
    SELECT
        e.seq,
        e.hash,
        e.previous_hash,
        lag(e.seq, 1, 0) OVER (ORDER BY e.seq) AS seq_before,
        lag(e.hash, 1, repeat('0', 64)) OVER (ORDER BY e.seq) AS hash_before,
        sha256(
            concat_ws(
                chr(31),
                e.seq,
                strftime(e.recorded_at, '%Y-%m-%dT%H:%M:%S.%f'),
                e.effective_on,
                e.kind,
                e.person,
                e.reason,
                e.payload,
                e.provenance,
                coalesce(e.evidence, ''),
                coalesce(e.source_sha256, ''),
                coalesce(e.source_sheet, ''),
                coalesce(CAST(e.source_row AS VARCHAR), ''),
                coalesce(e.source_column, ''),
                coalesce(CAST(e.corrects AS VARCHAR), ''),
                e.previous_hash,
                coalesce(s.written, '')
            )
        ) AS hash_again
    FROM event AS e
    LEFT JOIN sides AS s ON e.seq = s.seq
)

SELECT
    r.seq AS entry,
    r.hash <> r.hash_again AS is_edited,
    r.seq <> r.seq_before + 1 AS has_gap,
    r.previous_hash <> r.hash_before AS is_unlinked
FROM recomputed AS r
WHERE
    r.hash <> r.hash_again
    OR r.seq <> r.seq_before + 1
    OR r.previous_hash <> r.hash_before
ORDER BY r.seq;
