-- Outcomes of recorded crime as the Home Office publishes them, by quarter and force.
-- No primary key: its index would be larger than the table. The import looks for twins.
CREATE TABLE crime_outcomes (
    force VARCHAR NOT NULL,
    is_area BOOLEAN NOT NULL,
    year VARCHAR NOT NULL,
    quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4),
    offence_code VARCHAR NOT NULL,
    offence VARCHAR NOT NULL,
    subgroup VARCHAR NOT NULL,
    offence_group VARCHAR NOT NULL,
    is_expired BOOLEAN NOT NULL,
    outcome_code VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    outcome_group VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('outcome', 'not_yet', 'of_which')),
    recorded_basis BIGINT,
    is_recorded_missing BOOLEAN NOT NULL,
    closed_basis BIGINT,
    is_closed_missing BOOLEAN NOT NULL
);

COMMENT ON TABLE crime_outcomes IS 'One row per force, quarter, offence code and outcome code; source: Home Office outcomes open data tables';

COMMENT ON COLUMN crime_outcomes.force IS 'Slug of the force, or of a body without an area';

COMMENT ON COLUMN crime_outcomes.is_area IS 'Whether it polices an area';

COMMENT ON COLUMN crime_outcomes.year IS 'Financial year, as 2023-24';

COMMENT ON COLUMN crime_outcomes.quarter IS '1 is April to June';

COMMENT ON COLUMN crime_outcomes.offence_code IS 'Code of the offence as published';

COMMENT ON COLUMN crime_outcomes.offence IS 'Offence as published';

COMMENT ON COLUMN crime_outcomes.subgroup IS 'Offence subgroup as published';

COMMENT ON COLUMN crime_outcomes.offence_group IS 'Offence group as published';

COMMENT ON COLUMN crime_outcomes.is_expired IS 'Whether the offence code is no longer used';

COMMENT ON COLUMN crime_outcomes.outcome_code IS 'Outcome type: 0 to 22, 1a, 2a or 3a';

COMMENT ON COLUMN crime_outcomes.outcome IS 'Outcome as published';

COMMENT ON COLUMN crime_outcomes.outcome_group IS 'Outcome group as published';

COMMENT ON COLUMN crime_outcomes.role IS 'outcome: counts; not_yet: code 0, not an outcome; of_which: inside another code, never added';

COMMENT ON COLUMN crime_outcomes.recorded_basis IS 'Outcomes of offences recorded in the quarter, below nought where earlier ones were taken back; NULL: not provided, or not applicable as for expired codes';

COMMENT ON COLUMN crime_outcomes.is_recorded_missing IS 'Whether recorded_basis applies and was not provided: missing, which is not nought';

COMMENT ON COLUMN crime_outcomes.closed_basis IS 'Outcomes of investigations closed in the quarter, whenever the offence was recorded; NULL: not provided, or not applicable as for code 0';

COMMENT ON COLUMN crime_outcomes.is_closed_missing IS 'Whether closed_basis applies and was not provided: missing, which is not nought';
