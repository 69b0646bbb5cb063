-- Purpose: what each fund, area and year cost month by month (spent and owed), and its
--   budget at the end.
-- Parameters: $fund, $area ('*' for any), $as_at (date), $known (entry).
-- Grain: one row per fund, area, financial year and month of it with a cost, April 0.
-- Units: whole pence; what was booked before or after the year counts in its first or
--   last month.
WITH counted AS (
    SELECT
        m.fund,
        m.area,
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
        AND m.financial_year NOT IN ('*')
        AND m.area NOT IN ('*')
        AND m.account IN ('allocated', 'committed', 'accrued', 'spent')
        AND ($fund = '*' OR m.fund = $fund)
        AND ($area = '*' OR m.area = $area)
)

SELECT
    c.fund,
    c.area,
    c.financial_year,
    c.month_number,
    CAST(coalesce(
        sum(c.pence) FILTER (WHERE c.account IN ('accrued', 'spent')), 0
    ) AS BIGINT) AS cost_pence,
    CAST(sum(c.pence) AS BIGINT) AS budget_pence
FROM counted AS c
GROUP BY ALL
ORDER BY
    c.fund,
    c.area,
    c.financial_year,
    c.month_number;
