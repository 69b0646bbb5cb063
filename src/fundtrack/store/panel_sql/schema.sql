-- The crime panel: what was recorded, where and when, as counts. Never updated: a
-- changed lake makes a new file. Counts are crimes; a row absent from `panel` in a
-- month that `coverage` holds is nought, a month absent from `coverage` is missing.
CREATE TABLE coverage (
    force VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('counted')),
    provenance VARCHAR NOT NULL CHECK (provenance IN ('published', 'synthetic')),
    source VARCHAR NOT NULL CHECK (source IN ('lake', 'reference')),
    lsoa_vintage VARCHAR NOT NULL CHECK (lsoa_vintage IN ('2011', '2021')),
    PRIMARY KEY (force, month)
);

COMMENT ON TABLE coverage IS 'One row per force and month held';

COMMENT ON COLUMN coverage.force IS 'Slug of the force, as in the name of its file';

COMMENT ON COLUMN coverage.month IS 'YYYY-MM';

COMMENT ON COLUMN coverage.status IS 'counted: a file of the month is held';

COMMENT ON COLUMN coverage.provenance IS 'published, or synthetic (made up)';

COMMENT ON COLUMN coverage.source IS 'lake: rows are held; reference: counts only';

COMMENT ON COLUMN coverage.lsoa_vintage IS 'Census whose LSOA codes the file carries';

-- No primary key: its index would be larger than the table. The build groups by it.
CREATE TABLE panel (
    force VARCHAR NOT NULL,
    lsoa VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    crime_type VARCHAR NOT NULL,
    offences BIGINT NOT NULL CHECK (offences >= 0),
    row_count BIGINT NOT NULL CHECK (row_count >= offences)
);

COMMENT ON TABLE panel IS 'One row per force, LSOA, month and type with any crime';

COMMENT ON COLUMN panel.force IS 'Slug of the force, as in the name of its file';

COMMENT ON COLUMN panel.lsoa IS 'LSOA code as published; empty text: the row has none';

COMMENT ON COLUMN panel.month IS 'YYYY-MM';

COMMENT ON COLUMN panel.crime_type IS 'Crime type as published';

COMMENT ON COLUMN panel.offences IS 'Distinct crime ids of the month and type, plus rows without id; an id counts once, where its first located row lies';

COMMENT ON COLUMN panel.row_count IS 'Rows as published';

CREATE TABLE place (
    lsoa VARCHAR PRIMARY KEY,
    vintage VARCHAR NOT NULL CHECK (vintage IN ('2011', '2021', 'both')),
    lsoa_2021 VARCHAR,
    ward VARCHAR,
    ward_name VARCHAR,
    district VARCHAR,
    district_name VARCHAR,
    police_area VARCHAR
);

COMMENT ON TABLE place IS 'One row per LSOA code of the panel that a census knows';

COMMENT ON COLUMN place.lsoa IS 'LSOA code of 2011 or 2021';

COMMENT ON COLUMN place.vintage IS 'Census that has the code; both: it did not change';

COMMENT ON COLUMN place.lsoa_2021 IS 'The one LSOA of 2021 it became; none if split';

COMMENT ON COLUMN place.ward IS 'Ward of 2024 that holds all of it; none if cut or not held';

COMMENT ON COLUMN place.ward_name IS 'Name of the ward';

COMMENT ON COLUMN place.district IS 'District of 2024 that holds all of it; none if cut';

COMMENT ON COLUMN place.district_name IS 'Name of the district';

COMMENT ON COLUMN place.police_area IS 'Police force area of the district';
