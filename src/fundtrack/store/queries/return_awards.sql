-- Purpose: the award figures of a fund, every version known.
-- Parameters: $fund, $known (entry).
-- Grain: one row per recorded award figure. Units: whole pence.
SELECT
    a.seq AS entry,
    a.version,
    a.state,
    a.effective_on,
    a.area,
    a.spend_kind,
    a.financial_year,
    a.pence,
    a.source,
    a.provenance
FROM award_register AS a
WHERE
    a.fund = $fund
    AND a.seq <= $known
    AND a.seq NOT IN (SELECT u.seq FROM undone AS u WHERE u.undone_by <= $known)
ORDER BY a.version, a.financial_year, a.spend_kind, a.area, a.seq;
