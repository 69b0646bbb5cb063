-- Purpose: what each budget cell cost month by month (spent and owed), its budget, and
--   in which month that was first given.
-- Parameters: $as_at (date), $known (entry).
-- Grain: one row per whole budget cell and month of its year that moved money, April 0.
-- Units: whole pence; what was booked before or after the year counts in its first or
--   last month. is_given tells a month in which budget was given.
WITH counted AS (
    SELECT
        m.fund,
        m.area,
        m.project,
        m.heading,
        m.spend_kind,
        m.financial_year,
        greatest(0, least(11, date_diff(
            'month',
            make_date(TRY_CAST(left(m.financial_year, 4) AS INTEGER), 4, 1),
            m.effective_on
        ))) AS month_number,
        m.account,
        m.pence
    FROM movement AS m
    WHERE
        m.seq <= $known
        AND m.effective_on <= $as_at
        AND m.financial_year <> '*'
        AND m.area <> '*'
        AND m.account IN ('allocated', 'committed', 'accrued', 'spent')
)

SELECT
    c.fund,
    c.area,
    c.project,
    c.heading,
    c.spend_kind,
    c.financial_year,
    c.month_number,
    CAST(coalesce(
        sum(c.pence) FILTER (WHERE c.account IN ('accrued', 'spent')), 0
    ) AS BIGINT) AS cost_pence,
    CAST(sum(c.pence) AS BIGINT) AS budget_pence,
    coalesce(bool_or(c.account = 'allocated' AND c.pence > 0), FALSE) AS is_given
FROM counted AS c
GROUP BY ALL
ORDER BY
    c.fund,
    c.area,
    c.project,
    c.heading,
    c.spend_kind,
    c.financial_year,
    c.month_number;
