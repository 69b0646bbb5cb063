-- Purpose: who holds which role on a day, in their own right or as a deputy.
-- Parameters: $on (date), $known (entry).
-- Grain: one row per person, role held and whom it is held for ('' in their own right);
--   people who left hold none, and nobody deputises for somebody who left.
WITH latest AS (
    SELECT
        r.person,
        r.role,
        arg_max(r.is_held, r.seq) AS is_held
    FROM role_register AS r
    WHERE r.seq <= $known AND r.effective_on <= $on
    GROUP BY r.person, r.role
),

staying AS (
    SELECT
        p.person,
        arg_max(p.left_on, p.seq) AS left_on
    FROM person_register AS p
    WHERE p.seq <= $known
    GROUP BY p.person
    HAVING
        arg_max(p.left_on, p.seq) = ''
        OR CAST(arg_max(p.left_on, p.seq) AS DATE) > $on
),

own AS (
    SELECT
        l.person,
        l.role
    FROM latest AS l
    INNER JOIN staying AS s ON l.person = s.person
    WHERE l.is_held
),

deputising AS (
    SELECT
        d.deputy AS person,
        o.role,
        d.person AS acting_for
    FROM deputy_register AS d
    INNER JOIN own AS o ON d.person = o.person
    INNER JOIN staying AS s ON d.deputy = s.person
    WHERE d.seq <= $known AND $on >= d.starts AND $on < d.ends
)

SELECT
    o.person,
    o.role,
    '' AS acting_for
FROM own AS o
UNION
SELECT
    d.person,
    d.role,
    d.acting_for
FROM deputising AS d
ORDER BY person, role, acting_for;
