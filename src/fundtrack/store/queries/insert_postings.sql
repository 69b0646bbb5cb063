-- Purpose: record the postings of events in bulk.
-- Parameters: $c0 to $c9, a list for each column of posting, in its order.
-- Grain: one row per posting. Units: whole pence.
INSERT INTO posting
SELECT
    unnest($c0::BIGINT[]),
    unnest($c1::INTEGER[]),
    unnest($c2::VARCHAR[]),
    unnest($c3::VARCHAR[]),
    unnest($c4::VARCHAR[]),
    unnest($c5::VARCHAR[]),
    unnest($c6::VARCHAR[]),
    unnest($c7::VARCHAR[]),
    unnest($c8::VARCHAR[]),
    unnest($c9::BIGINT[])
ORDER BY ALL;
