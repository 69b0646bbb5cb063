-- Purpose: record events in bulk.
-- Parameters: $c0 to $c15, a list for each column of event, in its order.
-- Grain: one row per event.
INSERT INTO event
SELECT
    unnest($c0::BIGINT[]),
    unnest($c1::TIMESTAMP[]),
    unnest($c2::DATE[]),
    unnest($c3::VARCHAR[]),
    unnest($c4::VARCHAR[]),
    unnest($c5::VARCHAR[]),
    unnest($c6::VARCHAR[]),
    unnest($c7::VARCHAR[]),
    unnest($c8::VARCHAR[]),
    unnest($c9::VARCHAR[]),
    unnest($c10::VARCHAR[]),
    unnest($c11::INTEGER[]),
    unnest($c12::VARCHAR[]),
    unnest($c13::BIGINT[]),
    unnest($c14::VARCHAR[]),
    unnest($c15::VARCHAR[])
ORDER BY ALL;
