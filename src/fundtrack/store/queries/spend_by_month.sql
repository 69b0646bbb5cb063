-- Purpose: what was spent in each month of a financial year, with its profile.
-- Parameters: $fund, $area, $heading, $spend_kind ('*' for any), $financial_year,
-- $year_starts, $as_at (dates), $known (entry).
-- Grain: one row per month of the year, April first.
-- Units: whole pence; actual_pence NULL for months after $as_at; what was booked on the
-- year before it began counts in April, after it ended in March.
-- A profile counts by months: a third of a quarter's figure each, the odd pennies in
-- the last, as in position.sql.
WITH months AS (
    SELECT
        m.number,
        CAST($year_starts AS DATE) + to_months(m.number) AS month_starts,
        CAST(CAST($year_starts AS DATE) + to_months(m.number + 1) AS DATE) - 1
            AS month_ends
    FROM (SELECT unnest(generate_series(0, 11)) AS number) AS m
),

spent AS (
    SELECT
        greatest(0, least(11, date_diff(
            'month', CAST($year_starts AS DATE), v.effective_on
        ))) AS number,
        CAST(sum(v.pence) AS BIGINT) AS pence
    FROM movement AS v
    WHERE
        v.account = 'spent'
        AND v.seq <= $known
        AND v.effective_on <= $as_at
        AND v.financial_year = $financial_year
        AND ($fund = '*' OR v.fund = $fund)
        AND ($area = '*' OR v.area = $area)
        AND ($heading = '*' OR v.heading = $heading)
        AND ($spend_kind = '*' OR v.spend_kind = $spend_kind)
    GROUP BY ALL
),

latest_profile AS (
    SELECT
        p.quarter_ends,
        arg_max(p.pence, p.seq) AS pence
    FROM plan_register AS p
    WHERE
        p.measure = 'profile'
        AND p.seq <= $known
        AND p.effective_on <= $as_at
        AND p.financial_year = $financial_year
        AND ($fund = '*' OR p.fund = $fund)
        AND ($area = '*' OR p.area = $area)
        AND ($heading = '*' OR p.heading = $heading)
        AND ($spend_kind = '*' OR p.spend_kind = $spend_kind)
    GROUP BY
        p.quarter_ends,
        p.fund,
        p.area,
        p.project,
        p.heading,
        p.spend_kind
),

profile AS (
    SELECT
        l.quarter_ends,
        CAST(sum(l.pence) AS BIGINT) AS pence,
        CAST(sum(l.pence // 3) AS BIGINT) AS third_pence
    FROM latest_profile AS l
    GROUP BY l.quarter_ends
)

SELECT
    CAST(m.month_ends AS DATE) AS month_ends,
    CASE WHEN m.month_starts <= $as_at THEN coalesce(s.pence, 0) END AS actual_pence,
    CASE
        WHEN p.quarter_ends IS NULL THEN NULL
        WHEN m.number % 3 = 2 THEN p.pence - 2 * p.third_pence
        ELSE p.third_pence
    END AS profile_pence
FROM months AS m
LEFT JOIN spent AS s ON m.number = s.number
LEFT JOIN profile AS p
    ON date_trunc('quarter', m.month_ends) = date_trunc('quarter', p.quarter_ends)
ORDER BY m.month_ends;
