-- Purpose: the password hash that a person set last.
-- Parameters: $person.
-- Grain: one row, none when the person never set one.
SELECT
    e.payload ->> 'salt' AS salt,
    e.payload ->> 'hash' AS kept_hash
FROM event AS e
WHERE e.kind = 'password' AND (e.payload ->> 'person') = $person
ORDER BY e.seq DESC
LIMIT 1;
