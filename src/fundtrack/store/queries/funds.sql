-- Purpose: the funds register as it stands.
-- Parameters: none.
-- Grain: one row per fund, in the order of first recording.
SELECT
    f.fund,
    arg_max(f.name, f.seq) AS name,
    arg_max(f.fund_kind, f.seq) AS fund_kind,
    arg_max(f.funder, f.seq) AS funder
FROM fund_register AS f
GROUP BY f.fund
ORDER BY min(f.seq);
