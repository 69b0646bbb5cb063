-- What the imports decided, and outcomes. Made from the lake's rows alone: months that
-- only the reference counts hold have no row in these tables.
CREATE TABLE taken_month (
    kind VARCHAR NOT NULL CHECK (kind IN ('street', 'outcomes')),
    force VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    row_count BIGINT NOT NULL CHECK (row_count > 0),
    repeated_id BIGINT NOT NULL CHECK (repeated_id BETWEEN 0 AND row_count),
    no_location BIGINT NOT NULL CHECK (no_location BETWEEN 0 AND row_count),
    outside_force BIGINT NOT NULL CHECK (outside_force BETWEEN 0 AND row_count),
    blank_id BIGINT CHECK (blank_id BETWEEN 0 AND row_count),
    other_vintage BIGINT CHECK (other_vintage BETWEEN 0 AND row_count),
    unknown_lsoa BIGINT CHECK (unknown_lsoa BETWEEN 0 AND row_count),
    lsoa_vintage VARCHAR NOT NULL CHECK (lsoa_vintage IN ('2011', '2021')),
    provenance VARCHAR NOT NULL CHECK (provenance IN ('published', 'synthetic')),
    is_from_api BOOLEAN NOT NULL,
    PRIMARY KEY (kind, force, month)
);

COMMENT ON TABLE taken_month IS 'One row per kind of file, force and month of the lake';

COMMENT ON COLUMN taken_month.kind IS 'street, or outcomes';

COMMENT ON COLUMN taken_month.force IS 'Slug of the force, as in the name of its file';

COMMENT ON COLUMN taken_month.month IS 'YYYY-MM: of the crimes, or of the outcomes';

COMMENT ON COLUMN taken_month.row_count IS 'Rows as published';

COMMENT ON COLUMN taken_month.repeated_id IS 'Rows that name a crime already named under the same type';

COMMENT ON COLUMN taken_month.no_location IS 'Rows with neither coordinates nor LSOA';

COMMENT ON COLUMN taken_month.outside_force IS 'Rows placed in another force area';

COMMENT ON COLUMN taken_month.blank_id IS 'Rows without id, never repeats; NULL: not counted when taken in';

COMMENT ON COLUMN taken_month.other_vintage IS 'Rows whose LSOA code only the other census has; NULL: not counted when taken in';

COMMENT ON COLUMN taken_month.unknown_lsoa IS 'Rows whose LSOA code neither census has; NULL: not counted when taken in';

COMMENT ON COLUMN taken_month.lsoa_vintage IS 'Census whose LSOA codes the file carries';

COMMENT ON COLUMN taken_month.provenance IS 'published, or synthetic (made up)';

COMMENT ON COLUMN taken_month.is_from_api IS 'Whether it is a list of the API, which may be of a part of the force';

-- Sparse: only cells of `panel` that hold such crimes.
CREATE TABLE named_before (
    force VARCHAR NOT NULL,
    lsoa VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    crime_type VARCHAR NOT NULL,
    offences BIGINT NOT NULL CHECK (offences > 0)
);

COMMENT ON TABLE named_before IS 'One row per force, LSOA, month and type with crimes whose id an earlier month of the force has as well';

COMMENT ON COLUMN named_before.force IS 'Slug of the force, as in the name of its file';

COMMENT ON COLUMN named_before.lsoa IS 'LSOA code as published; empty text: the row has none';

COMMENT ON COLUMN named_before.month IS 'YYYY-MM, the later month';

COMMENT ON COLUMN named_before.crime_type IS 'Crime type as published in the later month';

COMMENT ON COLUMN named_before.offences IS 'How many of the cell''s offences in `panel` an earlier month named first';

CREATE TABLE outcome (
    basis VARCHAR NOT NULL CHECK (basis IN ('recorded', 'closed')),
    force VARCHAR NOT NULL,
    district VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    crime_type VARCHAR NOT NULL,
    outcome_type VARCHAR NOT NULL,
    crimes BIGINT NOT NULL CHECK (crimes > 0)
);

COMMENT ON TABLE outcome IS 'One row per basis, force, district, month, crime type and outcome';

COMMENT ON COLUMN outcome.basis IS 'recorded: crimes of the month and their last outcome, from the street files; closed: outcomes given in the month, from the outcomes files';

COMMENT ON COLUMN outcome.force IS 'Slug of the force, as in the name of its file';

COMMENT ON COLUMN outcome.district IS 'District of 2024; empty text: no location, or one that lies in none';

COMMENT ON COLUMN outcome.month IS 'YYYY-MM: of the crimes, or of the outcomes';

COMMENT ON COLUMN outcome.crime_type IS 'Crime type as published; empty text: no street file held names the crime';

COMMENT ON COLUMN outcome.outcome_type IS 'Outcome as published; empty text: none given';

COMMENT ON COLUMN outcome.crimes IS 'Distinct crime ids of the month, type and outcome; crimes without id have no outcome and are not here';
