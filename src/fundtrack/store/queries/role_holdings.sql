-- Purpose: who holds which role on a day.
-- Parameters: $on (date), $known (entry).
-- Grain: one row per person and role held; people who left hold none.
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
)

SELECT
    l.person,
    l.role
FROM latest AS l
INNER JOIN staying AS s ON l.person = s.person
WHERE l.is_held AND (s.left_on = '' OR CAST(s.left_on AS DATE) > $on)
ORDER BY l.person, l.role;
