-- Police recorded crime as the Home Office publishes it, by quarter.
-- No primary key: its index would be larger than the table. The import looks for twins.
CREATE TABLE recorded_crime (
    level VARCHAR NOT NULL CHECK (level IN ('force', 'csp')),
    force VARCHAR NOT NULL,
    is_area BOOLEAN NOT NULL,
    csp VARCHAR NOT NULL,
    district VARCHAR NOT NULL,
    year VARCHAR NOT NULL,
    quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4),
    offence_code VARCHAR NOT NULL,
    offence VARCHAR NOT NULL,
    subgroup VARCHAR NOT NULL,
    offence_group VARCHAR NOT NULL,
    offences BIGINT
);

COMMENT ON TABLE recorded_crime IS 'One row per level, force, partnership, quarter and offence code; source: Home Office police recorded crime open data tables';

COMMENT ON COLUMN recorded_crime.level IS 'force: the force table; csp: the community safety partnership table. Never added together';

COMMENT ON COLUMN recorded_crime.force IS 'Slug of the force, or of a body without an area';

COMMENT ON COLUMN recorded_crime.is_area IS 'Whether it polices an area; not so Action Fraud, CIFAS, UK Finance and the British Transport Police';

COMMENT ON COLUMN recorded_crime.csp IS 'Partnership as published; empty text in force rows';

COMMENT ON COLUMN recorded_crime.district IS 'Code of the one district the partnership is; empty text where none is known, as for Unassigned';

COMMENT ON COLUMN recorded_crime.year IS 'Financial year, as 2023-24';

COMMENT ON COLUMN recorded_crime.quarter IS '1 is April to June';

COMMENT ON COLUMN recorded_crime.offence_code IS 'Code of the offence as published';

COMMENT ON COLUMN recorded_crime.offence IS 'Offence as published';

COMMENT ON COLUMN recorded_crime.subgroup IS 'Offence subgroup as published';

COMMENT ON COLUMN recorded_crime.offence_group IS 'Offence group as published';

COMMENT ON COLUMN recorded_crime.offences IS 'Offences recorded in the quarter, below nought where earlier ones were taken back; NULL: not provided, which is not nought';
