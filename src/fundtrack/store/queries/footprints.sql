-- Purpose: the places each fund's money was meant for, as the register stands.
-- Parameters: none.
-- Grain: one row per fund and area with a footprint.
SELECT
    f.fund,
    f.area,
    arg_max(f.lsoas, f.seq) AS lsoas,
    arg_max(f.starts, f.seq) AS starts,
    arg_max(f.why, f.seq) AS why,
    arg_max(f.provenance, f.seq) AS provenance
FROM footprint_register AS f
GROUP BY f.fund, f.area
ORDER BY f.fund, f.area;
