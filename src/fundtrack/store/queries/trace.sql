-- Purpose: the entries that a money figure is made of, with their source cells.
-- Parameters: the cell $fund $area $project $heading $spend_kind $financial_year
--   ('*' for any, 'unsplit' for what names none); $accounts, $less_accounts (lists);
--   $sign (1 or -1); $plan ('profile', 'forecast' or ''); $only_kind, $but_kind (a kind of event, or '');
--   $plan_quarter (1 to 4, 0 for any); $start, $as_at (dates); $known (entry);
--   $until (date), $known_then (entry): what counted already and is left out.
-- Grain: one row per entry that changes the figure. Units: whole pence.
WITH matched AS (
    SELECT
        m.seq,
        m.pence,
        m.account
    FROM movement AS m
    WHERE
        m.seq <= $known
        AND m.effective_on BETWEEN $start AND $as_at
        AND NOT (m.effective_on <= $until AND m.seq <= $known_then)
        AND ($only_kind = '' OR m.kind = $only_kind)
        AND m.kind <> $but_kind
        AND ($fund = '*' OR m.fund = $fund)
        AND ($area IN ('*', m.area) OR ($area = 'unsplit' AND m.area = '*'))
        AND ($project IN ('*', m.project) OR ($project = 'unsplit' AND m.project = '*'))
        AND ($heading IN ('*', m.heading) OR ($heading = 'unsplit' AND m.heading = '*'))
        AND (
            $spend_kind IN ('*', m.spend_kind)
            OR ($spend_kind = 'unsplit' AND m.spend_kind = '*')
        )
        AND ($financial_year = '*' OR m.financial_year = $financial_year)
),

moved AS (
    SELECT
        m.seq,
        sum(m.pence * $sign) FILTER (WHERE list_contains($accounts, m.account)) AS plus,
        sum(m.pence) FILTER (WHERE list_contains($less_accounts, m.account)) AS less
    FROM matched AS m
    GROUP BY m.seq
),

latest_plan AS (
    SELECT
        arg_max(p.seq, p.seq) AS seq,
        arg_max(p.pence, p.seq) AS pence,
        greatest(0, least(3, date_diff(
            'month',
            date_trunc('month', p.quarter_ends - INTERVAL 2 MONTH),
            date_trunc('month', CAST($as_at AS DATE) + INTERVAL 1 DAY)
        ))) AS months_ended
    FROM plan_register AS p
    WHERE
        p.seq <= $known
        AND p.effective_on <= $as_at
        AND p.measure = $plan
        AND $plan_quarter IN (0, ((month(p.quarter_ends) + 6) // 3) % 4 + 1)
        AND ($fund = '*' OR p.fund = $fund)
        AND ($area = '*' OR p.area = $area)
        AND ($project = '*' OR p.project = $project)
        AND ($heading = '*' OR p.heading = $heading)
        AND ($spend_kind = '*' OR p.spend_kind = $spend_kind)
        AND ($financial_year = '*' OR p.financial_year = $financial_year)
    GROUP BY
        p.fund,
        p.area,
        p.project,
        p.heading,
        p.spend_kind,
        p.financial_year,
        p.quarter_ends
),

counted AS (
    SELECT
        v.seq,
        coalesce(v.plus, 0) - coalesce(v.less, 0) AS pence
    FROM moved AS v
    UNION ALL
    SELECT
        l.seq,
        CASE
            WHEN $plan = 'profile' AND l.months_ended = 3 THEN l.pence
            WHEN $plan = 'profile' THEN (l.pence // 3) * l.months_ended
            WHEN l.months_ended = 3 THEN 0
            ELSE l.pence - (l.pence // 3) * l.months_ended
        END AS pence
    FROM latest_plan AS l
)

SELECT
    e.seq AS entry,
    CAST(sum(c.pence) AS BIGINT) AS pence,
    e.effective_on,
    e.kind,
    e.person,
    e.reason,
    coalesce(e.payload ->> 'supplier', o.payload ->> 'supplier') AS supplier,
    coalesce(e.payload ->> 'description', o.payload ->> 'description') AS description,
    e.payload ->> 'coding' AS coding,
    f.file,
    coalesce(e.source_sheet, o.source_sheet) AS sheet,
    coalesce(e.source_row, o.source_row) AS row,
    coalesce(e.source_column, o.source_column) AS source_column,
    e.provenance
FROM counted AS c
INNER JOIN event AS e ON c.seq = e.seq
LEFT JOIN event AS o ON e.corrects = o.seq
LEFT JOIN file_register AS f ON coalesce(e.source_sha256, o.source_sha256) = f.sha256
GROUP BY ALL
HAVING sum(c.pence) <> 0
ORDER BY e.effective_on, e.seq;
