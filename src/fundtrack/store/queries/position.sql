-- Purpose: the money position of every budget cell, as at a day and as known at an entry.
-- Parameters: $fund, $area, $financial_year ('*' for any), $as_at (date), $known (entry).
-- Grain: one row per budget cell that holds money or a plan.
-- Units: whole pence; NULL where nothing was said, which is not nought.
-- A plan counts by months: a third of a quarter's figure for each month that has ended,
-- the odd pennies in the last.
WITH moved AS (
    SELECT
        m.fund,
        m.area,
        m.project,
        m.heading,
        m.spend_kind,
        m.financial_year,
        CAST(sum(m.pence) FILTER (
            WHERE m.account IN ('allocated', 'committed', 'accrued', 'spent')
        ) AS BIGINT) AS budget_pence,
        CAST(sum(m.pence) FILTER (WHERE m.account = 'committed') AS BIGINT)
            AS committed_pence,
        CAST(sum(m.pence) FILTER (WHERE m.account = 'accrued') AS BIGINT)
            AS accrued_pence,
        CAST(sum(m.pence) FILTER (WHERE m.account = 'spent') AS BIGINT) AS actual_pence,
        CAST(-sum(m.pence) FILTER (
            WHERE m.account IN ('promised', 'claimed', 'received')
        ) AS BIGINT) AS awarded_pence,
        CAST(-sum(m.pence) FILTER (WHERE m.account IN ('claimed', 'received')) AS BIGINT)
            AS claimed_pence,
        CAST(-sum(m.pence) FILTER (WHERE m.account = 'received') AS BIGINT)
            AS received_pence,
        list_sort(list(DISTINCT m.provenance) FILTER (
            WHERE m.kind IN ('allocation', 'allocation_replaced', 'virement_approval', 'carry_over')
        )) AS budget_marks,
        list_sort(list(DISTINCT m.provenance) FILTER (
            WHERE m.account IN ('spent', 'accrued') AND m.kind <> 'allocation'
        )) AS actual_marks,
        list_sort(list(DISTINCT m.provenance) FILTER (WHERE m.account = 'committed'))
            AS committed_marks,
        list_sort(list(DISTINCT m.provenance) FILTER (WHERE m.account = 'accrued'))
            AS accrued_marks
    FROM movement AS m
    WHERE
        m.seq <= $known
        AND m.effective_on <= $as_at
        AND m.account NOT IN ('unfunded', 'suspense', 'outside')
    GROUP BY ALL
),

latest_plan AS (
    SELECT
        p.measure,
        p.fund,
        p.area,
        p.project,
        p.heading,
        p.spend_kind,
        p.financial_year,
        p.quarter_ends,
        arg_max(p.pence, p.seq) AS pence,
        arg_max(p.provenance, p.seq) AS provenance,
        greatest(0, least(3, date_diff(
            'month',
            date_trunc('month', p.quarter_ends - INTERVAL 2 MONTH),
            date_trunc('month', CAST($as_at AS DATE) + INTERVAL 1 DAY)
        ))) AS months_ended
    FROM plan_register AS p
    WHERE p.seq <= $known AND p.effective_on <= $as_at
    GROUP BY ALL
),

planned AS (
    SELECT
        l.fund,
        l.area,
        l.project,
        l.heading,
        l.spend_kind,
        l.financial_year,
        CAST(sum(
            CASE
                WHEN l.months_ended = 3 THEN l.pence
                ELSE (l.pence // 3) * l.months_ended
            END
        ) FILTER (WHERE l.measure = 'profile') AS BIGINT) AS profile_to_date_pence,
        CAST(sum(
            CASE
                WHEN l.months_ended = 3 THEN 0
                ELSE l.pence - (l.pence // 3) * l.months_ended
            END
        ) FILTER (WHERE l.measure = 'forecast') AS BIGINT) AS still_to_come_pence,
        coalesce(bool_or(l.months_ended < 3) FILTER (WHERE l.measure = 'forecast'), FALSE)
            AS has_forecast,
        list_sort(list(DISTINCT l.provenance) FILTER (
            WHERE l.measure = 'forecast' AND l.months_ended < 3
        )) AS still_to_come_marks
    FROM latest_plan AS l
    GROUP BY ALL
),

joined AS (
    SELECT
        coalesce(m.fund, p.fund) AS fund,
        coalesce(m.area, p.area) AS area,
        coalesce(m.project, p.project) AS project,
        coalesce(m.heading, p.heading) AS heading,
        coalesce(m.spend_kind, p.spend_kind) AS spend_kind,
        coalesce(m.financial_year, p.financial_year) AS financial_year,
        coalesce(m.awarded_pence, 0) AS awarded_pence,
        coalesce(m.budget_pence, 0) AS budget_pence,
        p.profile_to_date_pence,
        coalesce(m.committed_pence, 0) AS committed_pence,
        coalesce(m.accrued_pence, 0) AS accrued_pence,
        coalesce(m.actual_pence, 0) AS actual_pence,
        coalesce(m.claimed_pence, 0) AS claimed_pence,
        coalesce(m.received_pence, 0) AS received_pence,
        coalesce(p.still_to_come_pence, 0) AS still_to_come_pence,
        coalesce(p.has_forecast, FALSE) AS has_forecast,
        coalesce(m.budget_marks, []) AS budget_marks,
        coalesce(m.actual_marks, []) AS actual_marks,
        coalesce(m.committed_marks, []) AS committed_marks,
        coalesce(m.accrued_marks, []) AS accrued_marks,
        coalesce(p.still_to_come_marks, []) AS still_to_come_marks
    FROM moved AS m
    FULL JOIN planned AS p
        ON
            m.fund = p.fund
            AND m.area = p.area
            AND m.project = p.project
            AND m.heading = p.heading
            AND m.spend_kind = p.spend_kind
            AND m.financial_year = p.financial_year
)

SELECT
    j.fund,
    j.area,
    j.project,
    j.heading,
    j.spend_kind,
    j.financial_year,
    j.awarded_pence,
    j.budget_pence,
    j.profile_to_date_pence,
    j.committed_pence,
    j.accrued_pence,
    j.actual_pence,
    CASE
        WHEN
            j.has_forecast
            OR j.budget_pence = 0
            OR $as_at >= make_date(TRY_CAST(left(j.financial_year, 4) AS INTEGER) + 1, 3, 31)
            THEN j.actual_pence + j.accrued_pence + j.still_to_come_pence
    END AS forecast_pence,
    j.claimed_pence,
    j.received_pence,
    j.budget_marks,
    j.actual_marks,
    j.committed_marks,
    j.accrued_marks,
    j.still_to_come_marks
FROM joined AS j
WHERE
    ($fund = '*' OR j.fund = $fund)
    AND ($area = '*' OR j.area = $area)
    AND ($financial_year = '*' OR j.financial_year = $financial_year)
ORDER BY
    j.fund,
    j.area,
    j.financial_year,
    j.project,
    j.heading,
    j.spend_kind;
