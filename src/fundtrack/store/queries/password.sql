-- Purpose: the password hash that was set last for a person.
-- Parameters: $person.
-- Grain: one row, none when the person never set one.
SELECT
    e.payload ->> 'salt' AS salt,
    e.payload ->> 'hash' AS kept_hash,
    COALESCE(CAST(e.payload ->> 'one_time' AS BOOLEAN), FALSE) AS is_one_time
FROM event AS e
WHERE e.kind = 'password' AND (e.payload ->> 'person') = $person
ORDER BY e.seq DESC
LIMIT 1;
